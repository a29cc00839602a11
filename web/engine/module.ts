import createHeadwater, { type MainModule } from '#wasm';

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
 * them.
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
    const module = started.get(readers) ?? start(readers);
    started.set(readers, module);
    // What could not be fetched now can be fetched later.
    module.catch(() => started.delete(readers));
    return module;
  };
}
