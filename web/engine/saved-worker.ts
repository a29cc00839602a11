import type { SavedPage, SavedPageMessage } from '#model/saved-page';
import { WorkerEngine } from './client';
import type { Engine } from './engine';
import type { Port } from './worker-link';
import { portOf, usualWorkers } from './worker-port';

/**
 * The analysis in a page that carries worker, module and input inside. Of several workers only those
 * that are to load the input are given it.
 */
export function createSavedEngine({
  input,
  startWorker,
}: Pick<SavedPage, 'input' | 'startWorker'>): Engine {
  const start = (): Port => {
    const { worker, name, hasInput } = startWorker();
    const port = portOf(worker, name);
    let given = hasInput;
    return {
      ...port,
      post(request, transfer) {
        if (request.kind === 'load' && !given) {
          given = true;
          worker.postMessage({ kind: 'input', input } satisfies SavedPageMessage);
        }
        port.post(request, transfer);
      },
    };
  };
  return new WorkerEngine(start, usualWorkers());
}
