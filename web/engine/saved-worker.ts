import type { PackedInput } from '#model/packed-input';
import { WorkerEngine } from './client';
import type { Engine } from './engine';
import type { Port } from './worker-link';
import { portOf, usualWorkers } from './worker-port';

/** What a saved page has for its analysis (web/export/page-boot.ts). */
interface Carried {
  readonly input: PackedInput;
  startWorker(): { worker: Worker; name: string; hasInput: boolean };
}

/**
 * The analysis in a page that carries worker, module and input inside. Of several workers only those
 * that are to load the input are given it.
 */
export function createSavedEngine({ input, startWorker }: Carried): Engine {
  const start = (): Port => {
    const { worker, name, hasInput } = startWorker();
    const port = portOf(worker, name);
    let given = hasInput;
    return {
      ...port,
      post(request, transfer) {
        if (request.kind === 'load' && !given) worker.postMessage({ kind: 'input', input });
        given ||= request.kind === 'load';
        port.post(request, transfer);
      },
    };
  };
  return new WorkerEngine(start, usualWorkers());
}
