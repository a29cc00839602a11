import { WorkerEngine } from './client';
import type { Engine } from './engine';
import type { Response } from './protocol';
import type { Port } from './worker-link';

/** More workers than this gain little and hold 100 MB each for long inputs. */
const MAX_WORKERS = 8;

/**
 * A worker that ends by itself, as when the browser takes its memory back, raises no event. But it
 * loses the lock that it took at its start (engine.worker.ts), and then we get it.
 */
function watch(lock: string, onDeath: (cause: string) => void): void {
  const { locks } = navigator;
  locks?.request(lock, () => onDeath('its worker was ended'));
}

/**
 * Starts the worker's script. Where this module came from another origin than the page's, which only
 * the element of the npm package does, a browser refuses that; then a script of the page's own
 * origin imports it. crypto.randomUUID is only there on https and localhost.
 */
function startScript(): [Worker, string] {
  const name = `headwater-${Math.random().toString(36).slice(2)}-${performance.now()}`;
  try {
    const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), {
      type: 'module',
      name,
    });
    return [worker, name];
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== 'SecurityError') throw error;
    const script = import.meta.url.replace(/[^/]*$/, 'engine.worker.js');
    const text = `import ${JSON.stringify(script)};`;
    const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
    return [new Worker(url, { type: 'module', name }), name];
  }
}

/** Starts a worker. Only this file does. */
function startWorker(): Port {
  const [worker, name] = startScript();
  let over = false;
  return {
    post: (request, transfer) => worker.postMessage(request, transfer),
    listen(onResponse, onDeath) {
      const die = (cause: string) => {
        if (over) return;
        over = true;
        worker.terminate();
        onDeath(cause);
      };
      worker.onmessage = ({ data }: MessageEvent<Response | { kind: 'ready' }>) => {
        if (data.kind === 'ready') watch(name, die);
        else onResponse(data);
      };
      worker.onerror = (event) => die(event.message);
      worker.onmessageerror = () => die('a message could not be read');
    },
    end() {
      over = true;
      worker.terminate();
    },
  };
}

/**
 * Starts the analysis in this page. Its worker starts with the first task; `workers`, one for each
 * processor where it is not given, share a large attention flow.
 */
export function createEngine(
  workers = Math.min(MAX_WORKERS, navigator.hardwareConcurrency || 2),
): Engine {
  return new WorkerEngine(startWorker, workers);
}
