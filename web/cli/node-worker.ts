import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { breakdownCause } from '#engine/breakdown';
import { incomplete } from '#engine/module';
import type { Response } from '#engine/protocol';
import type { Port } from '#engine/worker-link';

/**
 * Starts a worker thread that answers the engine's protocol. It keeps the program alive only while
 * it has something to answer. Throws `EngineError` when the thread's file is missing.
 */
export function startNodeWorker(): Port {
  const script = new URL('./worker.mjs', import.meta.url);
  if (!existsSync(script)) throw incomplete(fileURLToPath(script), 'there is no such file');
  const worker = new Worker(script);
  let over = false;
  let asked = 0;
  worker.unref();
  return {
    post(request, transfer) {
      if (request.kind !== 'cancel' && request.kind !== 'release') {
        asked += 1;
        worker.ref();
      }
      worker.postMessage(request, transfer as ArrayBuffer[]);
    },
    listen(onResponse, onDeath) {
      const die = (cause: string) => {
        if (over) return;
        over = true;
        void worker.terminate();
        onDeath(cause);
      };
      worker.on('message', (response: Response) => {
        if (response.kind !== 'progress') {
          asked -= 1;
          if (asked === 0) worker.unref();
        }
        onResponse(response);
      });
      worker.on('error', (error: Error) => die(breakdownCause(error)));
      worker.on('exit', () => die('its worker was ended'));
    },
    end() {
      over = true;
      void worker.terminate();
    },
  };
}
