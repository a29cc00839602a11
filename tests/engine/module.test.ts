import { describe, expect, it } from 'vitest';
import { sourceOf } from '#engine/byte-source';
import { LoadedAttention } from '#engine/handles';
import { startModules } from '#engine/module';
import { randomFile } from './attention-json';
import { freshModules } from './core';

const file = randomFile({ layers: 1, heads: 1, tokens: 2 }, 1);

describe('a module whose file cannot be had', () => {
  it('is named with the reason, and is asked for anew with the next input', async () => {
    let there = false;
    const real = freshModules();
    const modules = startModules(async () => {
      if (!there) throw new Error('no such file');
      return new Uint8Array(0);
    });
    const loading = () => LoadedAttention.read(modules, sourceOf(file));
    await expect(loading()).rejects.toMatchObject({
      name: 'EngineError',
      code: 'incomplete',
      message: expect.stringMatching(/^headwater\.wasm could not be loaded: no such file\. /),
    });
    there = true;
    await expect(loading()).rejects.toThrow(/headwater\.wasm could not be loaded: .*CompileError/);
    expect((await LoadedAttention.read(real, sourceOf(file))).info().layers).toBe(1);
  });

  it('is another thing than memory that ran out', async () => {
    const full = new RangeError('WebAssembly.Memory(): could not allocate memory');
    const modules = startModules(() => Promise.reject(full));
    await expect(modules('json')).rejects.toBe(full);
  });
});
