import { workerName } from '#model/worker-name';
import { WorkerEngine } from './client';
import type { Engine } from './engine';
import type { Port } from './worker-link';
import { portOf, usualWorkers } from './worker-port';

/**
 * Starts the worker's script. Where this module came from another origin than the page's, which only
 * the element of the npm package does, a browser refuses that; then a script of the page's own
 * origin imports it.
 */
function startScript(name: string): Worker {
  try {
    return new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name });
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== 'SecurityError') throw error;
    const script = import.meta.url.replace(/[^/]*$/, 'engine.worker.js');
    const text = `import ${JSON.stringify(script)};`;
    const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
    return new Worker(url, { type: 'module', name });
  }
}

/** Starts a worker. Only this file and, in a saved page, export/page-boot.ts do. */
function startWorker(): Port {
  const name = workerName();
  return portOf(startScript(name), name);
}

/**
 * Starts the analysis in this page. Its worker starts with the first task; `workers`, one for each
 * processor where it is not given, share a large attention flow.
 */
export function createEngine(workers = usualWorkers()): Engine {
  return new WorkerEngine(startWorker, workers);
}
