import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { loadModule } from '#engine/module';

const wasm = fileURLToPath(new URL('../../build/wasm/headwater.wasm', import.meta.url));

/** A fresh instance of the built WebAssembly core. */
export async function startCore() {
  return loadModule(new Uint8Array(await readFile(wasm)));
}
