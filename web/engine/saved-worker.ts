import { WorkerEngine } from './client';
import type { Engine } from './engine';
import { portOf, usualWorkers, workerName } from './worker-port';

/**
 * Starts the analysis in a page that carries worker and module inside. The worker is a plain script
 * from a Blob: a page from disk may start that (9 to 14 ms in Chromium), but no module.
 */
export function createSavedEngine(script: string, wasm: ArrayBuffer): Engine {
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const start = () => {
    const name = workerName();
    const worker = new Worker(url, { name });
    worker.postMessage({ kind: 'module', wasm });
    return portOf(worker, name);
  };
  return new WorkerEngine(start, usualWorkers());
}
