import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sourceOf } from '#engine/byte-source';
import { LoadedAttention } from '#engine/handles';
import { type Modules, type Readers, startModules } from '#engine/module';
import { matrixAt } from '#model/matrix';
import { defaultOptions } from '#model/options';
import { randomWeights } from './attention-json';
import { npyFile, safetensorsFile } from './binary-files';
import { freshModules } from './core';

const shape = { layers: 3, heads: 2, tokens: 5 };
const weights = randomWeights(shape, 21);
const flat = new Float32Array(weights.flat(3));
const layerSize = shape.heads * shape.tokens * shape.tokens;
const layers = weights.map((_, layer) => flat.slice(layer * layerSize, (layer + 1) * layerSize));
const npy = npyFile([3, 2, 5, 5], flat);

function recorded(): { modules: Modules; asked: Readers[] } {
  const asked: Readers[] = [];
  const modules = freshModules();
  return {
    asked,
    modules: (readers) => {
      asked.push(readers);
      return modules(readers);
    },
  };
}

async function read(content: string | Uint8Array<ArrayBuffer>, modules = freshModules()) {
  return LoadedAttention.read(modules, sourceOf(new Blob([content])));
}

describe('LoadedAttention', () => {
  it.each([
    ['.npy', npy],
    ['gzip of .npy', new Uint8Array(gzipSync(npy))],
    ['.safetensors', safetensorsFile(layers, [2, 5, 5])],
  ])(
    'reads %s with the same weights as from JSON, in the module with all readers',
    async (_, file) => {
      const { modules, asked } = recorded();
      const attention = await read(file, modules);
      expect(asked).toEqual(['formats']);
      expect(attention.info()).toMatchObject({ layers: 3, heads: 2, keys: 5, named: false });
      const fromText = await read(JSON.stringify(weights));
      expect(attention.raw(defaultOptions).values).toEqual(fromText.raw(defaultOptions).values);
    },
  );

  it('does not start the module with all readers for JSON', async () => {
    const { modules, asked } = recorded();
    await read(JSON.stringify({ attentions: weights }), modules);
    expect(asked).toEqual(['json']);
  });

  it('reads tokens from the metadata of .safetensors', async () => {
    const tokens = ['[CLS]', 'a', 'b', 'c', '[SEP]'];
    const file = safetensorsFile(layers, [2, 5, 5], { tokens: JSON.stringify(tokens) });
    expect((await read(file)).info().tokens).toEqual(tokens);
  });

  it('tells the kind of an input by its first bytes even when they come one by one', async () => {
    const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(controller) {
        for (const byte of npy) controller.enqueue(new Uint8Array([byte]));
        controller.close();
      },
    });
    const attention = await LoadedAttention.read(freshModules(), { stream, bytes: undefined });
    expect([
      ...matrixAt(attention.raw({ ...defaultOptions, fusion: { kind: 'max' } }), 0),
    ]).toHaveLength(25);
  });

  it('names the kind of an input that it does not read', async () => {
    const pickle = new Uint8Array([0x80, 2, 0x7d, 0x71, 1]);
    await expect(read(pickle)).rejects.toThrow(/a Python pickle/);
  });
});

describe('startModules', () => {
  it('gives the same instance each time, and tries again after a failure', async () => {
    const fresh = freshModules();
    expect(await fresh('json')).toBe(await fresh('json'));
    let asked = 0;
    const modules = startModules(async () => {
      asked += 1;
      throw new Error(`failure ${asked}`);
    });
    await expect(modules('formats')).rejects.toThrow('failure 1');
    await expect(modules('formats')).rejects.toThrow('failure 2');
  });
});
