import createHeadwater, { type MainModule } from '#wasm';
import { EngineError } from './engine';

export type HeadwaterModule = MainModule;

/**
 * What a module can read. The two are the same in everything else; the first is smaller, and it is
 * all that most inputs and every other worker need.
 */
export type Readers = 'json' | 'formats';

/** Gives the module with these readers: one instance, however often it is asked for. */
export type Modules = (readers: Readers) => Promise<HeadwaterModule>;

/**
 * Instances of the WebAssembly core, started when they are first asked for. `wasm` gives a module's
 * bytes where they cannot be fetched from beside the script, as under Node or in a page that carries
 * them. A module rejects with `EngineError` when one of its files is not where it belongs.
 */
export function startModules(
  wasm?: (readers: Readers) => Promise<Uint8Array<ArrayBuffer>>,
): Modules {
  const start = async (readers: Readers): Promise<HeadwaterModule> => {
    const create = readers === 'json' ? createHeadwater : (await import('#wasm-formats')).default;
    return create(wasm === undefined ? {} : { wasmBinary: await wasm(readers) });
  };
  const started = new Map<Readers, Promise<HeadwaterModule>>();
  return (readers) => {
    const module =
      started.get(readers) ??
      start(readers).catch((error: unknown) => {
        throw missing(readers, error, wasm === undefined);
      });
    started.set(readers, module);
    // What could not be fetched now can be fetched later.
    module.catch(() => started.delete(readers));
    return module;
  };
}

/** What could not be loaded and what to do; the error itself where memory was the reason. */
function missing(readers: Readers, error: unknown, fetched: boolean): unknown {
  const message = error instanceof Error ? error.message : String(error);
  if (/memory/i.test(message)) return error;
  // The glue's own words tell a developer how to build it otherwise.
  const reason = message.replace(/^Aborted\((.*)\)\. Build with .*$/s, '$1');
  const file = readers === 'json' ? 'headwater.wasm' : 'headwater-formats.wasm';
  if (!fetched) return incomplete(file, reason);
  return new EngineError(
    'incomplete',
    `${addressOf(file)} could not be loaded (${reason}). Put all files of the program on the server again, see that it gives out .wasm files, and reload the page.`,
  );
}

/** The module's whole address where the browser tells of it: builds add letters to a file's name. */
function addressOf(file: string): string {
  const stem = new RegExp(`/${file.replace('.wasm', '')}(-[^/-]*)?\\.wasm$`);
  const asked = performance.getEntriesByType('resource').filter(({ name }) => stem.test(name));
  return asked.at(-1)?.name ?? file;
}

/** A file of the program is not where it belongs, under Node. */
export function incomplete(file: string, reason: string): EngineError {
  const todo = 'Build or install the program again: its files belong together.';
  return new EngineError('incomplete', `${file} could not be loaded: ${reason}. ${todo}`);
}
