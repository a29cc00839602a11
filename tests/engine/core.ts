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

/** The same with room for so little memory (in pages of 64 KB) that it runs out. */
export function crampedModules(pages: number): Modules {
  return startModules(async (readers) => {
    const name = readers === 'json' ? 'headwater.wasm' : 'headwater-formats.wasm';
    return withMemoryOf(new Uint8Array(await readFile(`${folder}${name}`)), pages);
  });
}

/** Writes another maximum into the memory section of a module. */
function withMemoryOf(wasm: Uint8Array<ArrayBuffer>, pages: number): Uint8Array<ArrayBuffer> {
  const memorySection = 5;
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = wasm[at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < wasm.length) {
    const section = number();
    const end = number() + at;
    if (section !== memorySection) {
      at = end;
      continue;
    }
    // One memory, with a maximum, behind its minimum; 65536 pages take three bytes, and so do these.
    at += 2;
    number();
    wasm.set([(pages & 0x7f) | 0x80, ((pages >> 7) & 0x7f) | 0x80, pages >> 14], at);
    return wasm;
  }
  throw new Error('the module has no memory of its own');
}

/** A fresh instance of the smaller one. */
export function startCore() {
  return freshModules()('json');
}
