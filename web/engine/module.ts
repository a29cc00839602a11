import createHeadwater, { type MainModule } from '#wasm';

export type HeadwaterModule = MainModule;

/**
 * Starts an instance of the WebAssembly core. `wasm` gives its bytes where they cannot be fetched
 * from beside the script, as under Node or in a page that carries them.
 */
export function loadModule(wasm?: Uint8Array<ArrayBuffer>): Promise<HeadwaterModule> {
  return createHeadwater(wasm === undefined ? {} : { wasmBinary: wasm });
}
