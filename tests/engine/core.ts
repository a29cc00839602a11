import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Modules, startModules } from '#engine/module';

const folder = fileURLToPath(new URL('../../build/wasm/', import.meta.url));

/** Fresh instances of the built WebAssembly modules. */
export function freshModules(): Modules {
  return startModules(async (readers) => {
    const name = readers === 'json' ? 'headwater.wasm' : 'headwater-formats.wasm';
    return new Uint8Array(await readFile(`${folder}${name}`));
  });
}

/** A fresh instance of the smaller one. */
export function startCore() {
  return freshModules()('json');
}
