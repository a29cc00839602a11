import { type PackedInput, unpacked } from '#model/packed-input';
import type { SavedPage, SavedPageMessage, StartedWorker } from '#model/saved-page';
import { workerName } from '#model/worker-name';

/**
 * The script of a saved page that unpacks and starts its program. Built on its own, as a script that
 * runs where it stands, because modules do not load from disk. Only the worker's script is before it:
 * the worker starts while the browser reads the rest, since a page that unpacks and draws itself
 * keeps workers from starting.
 */

/** Lengths of the packed worker, the packed program, and of what that is packed of. */
interface Parts {
  readonly worker: number;
  readonly packed: number;
  readonly wasm: number;
  readonly style: number;
}

declare global {
  var headwaterPage: SavedPage | undefined;
}

/** Takes an element's text out of the page. */
function taken(id: string): string {
  const element = document.getElementById(id);
  element?.remove();
  return element?.textContent ?? '';
}

function pageRead(): Promise<void> {
  return new Promise((resolve) => {
    document.addEventListener('DOMContentLoaded', () => resolve(), { once: true });
  });
}

async function boot(): Promise<void> {
  const read = pageRead();
  const parts = JSON.parse(taken('headwater-parts')) as Parts;
  const script = await unpacked(taken('headwater-worker'), parts.worker);
  const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const start = (hasInput: boolean): StartedWorker => {
    const name = workerName();
    return { worker: new Worker(address, { name }), name, hasInput };
  };
  let first: StartedWorker | undefined = start(true);
  const { worker } = first;
  const inputThere = new Promise<void>((resolve) => {
    worker.addEventListener('message', () => resolve(), { once: true });
    const failed = () => {
      // The program then starts another, and says what is wrong with that.
      first = undefined;
      resolve();
    };
    worker.addEventListener('error', failed, { once: true });
  });
  await read;
  const { name, fragment, ...facts } = JSON.parse(taken('headwater-facts')) as {
    name: string;
    fragment: string;
  } & Omit<PackedInput, 'text'>;
  const input: PackedInput = { text: taken('headwater-input'), ...facts };
  worker.postMessage({ kind: 'input', input } satisfies SavedPageMessage);
  const code = await unpacked(taken('headwater-code'), parts.packed);
  const module: SavedPageMessage = { kind: 'module', wasm: code.slice(0, parts.wasm).buffer };
  worker.postMessage(module);
  const startWorker = () => {
    const started = first ?? start(false);
    if (first === undefined) started.worker.postMessage(module);
    first = undefined;
    return started;
  };
  globalThis.headwaterPage = { name, fragment, input, startWorker };
  const decoder = new TextDecoder();
  const programAt = parts.wasm + parts.style;
  const style = document.createElement('style');
  style.textContent = decoder.decode(code.subarray(parts.wasm, programAt));
  const program = document.createElement('script');
  program.textContent = decoder.decode(code.subarray(programAt));
  // Else the input would stay here until the program has started, which is 50 ms later.
  await inputThere;
  document.head.append(style, program);
}

boot().catch((error: unknown) => {
  document.body.append(
    `This page could not be unpacked (${error instanceof Error ? error.message : String(error)}). It needs a browser of 2023 or newer, and the whole file.`,
  );
});
