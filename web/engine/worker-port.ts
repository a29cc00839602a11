import type { Response } from './protocol';
import type { Port } from './worker-link';

/**
 * A worker that ends by itself, as when the browser takes its memory back, raises no event. But it
 * loses the lock that it took at its start (engine.worker.ts), and then we get it.
 */
function watch(lock: string, onDeath: (cause: string) => void): void {
  // A page from disk may have no locks.
  navigator.locks?.request(lock, () => onDeath('its worker was ended')).catch(() => undefined);
}

/** What a worker says of itself: that it holds its lock, or in a saved page that it has its input. */
type Started = { readonly kind: 'ready' } | { readonly kind: 'hasInput' };

/** What to do where a browser did not load a worker's script, of which it says no more. */
function unloaded(): string {
  return origin === 'null'
    ? 'A frame in a sandbox needs allow-same-origin beside allow-scripts.'
    : 'Put all files of the program on the server again, and reload the page; a Content-Security-Policy has to allow it by worker-src.';
}

/** A browser's worker as its user sees it; `name` is also the name of its lock. */
export function portOf(worker: Worker, name: string): Port {
  let over = false;
  return {
    post: (request, transfer) => worker.postMessage(request, transfer),
    listen(onResponse, onDeath) {
      const die = (cause: string, todo?: string) => {
        if (over) return;
        over = true;
        worker.terminate();
        onDeath(cause, todo);
      };
      worker.onmessage = ({ data }: MessageEvent<Response | Started>) => {
        // A saved page waits for this of the first of its workers, before it starts its program.
        if (data.kind === 'hasInput') return;
        if (data.kind === 'ready') watch(name, die);
        else onResponse(data);
      };
      // Without words, its script could not be had.
      worker.onerror = ({ message }) =>
        message ? die(message) : die('its script could not be loaded', unloaded());
      worker.onmessageerror = () => die('a message could not be read');
    },
    end() {
      over = true;
      worker.terminate();
    },
  };
}

/** More workers than this gain little and hold 100 MB each for long inputs. */
const MAX_WORKERS = 8;

/** How many workers share a large attention flow where nobody says. */
export function usualWorkers(): number {
  return Math.min(MAX_WORKERS, navigator.hardwareConcurrency || 2);
}
