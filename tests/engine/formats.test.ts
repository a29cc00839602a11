import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sourceOf } from '#engine/byte-source';
import { LoadedAttention } from '#engine/handles';
import { type Modules, type Readers, startModules } from '#engine/module';
import { openSource } from '#engine/open-source';
import { defaultChoice } from '#model/attention';
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

describe('several sources', () => {
  it('are the samples of one input, and layers when they are joined', async () => {
    const first = new File([npyFile([1, 2, 5, 5], layers[0] ?? flat)], 'one.npy');
    const second = new File([JSON.stringify([weights[1], weights[2]])], 'two.json');
    const attention = await LoadedAttention.read(freshModules(), [
      sourceOf(first),
      sourceOf(second),
    ]);
    expect(attention.info()).toMatchObject({
      samples: 2,
      sampleNames: ['one.npy', 'two.json'],
      joinable: true,
      layers: 1,
    });
    attention.choose({ ...defaultChoice, joinSamples: true });
    const whole = await read(JSON.stringify(weights));
    expect(attention.raw(defaultOptions).values).toEqual(whole.raw(defaultOptions).values);
  });

  it('share one limit', async () => {
    const one = JSON.stringify(randomWeights({ layers: 6, heads: 4, tokens: 64 }, 22));
    const both = [sourceOf(one), sourceOf(one)];
    const limits = { heads: 'all', maxBytes: 500_000 } as const;
    await expect(
      LoadedAttention.read(freshModules(), sourceOf(one), limits),
    ).resolves.toBeDefined();
    await expect(LoadedAttention.read(freshModules(), both, limits)).rejects.toThrow(/limit/);
  });
});

describe('an address', () => {
  const server = createServer((request, response) => {
    if (request.url === '/attention.npy') response.end(npy);
    else response.writeHead(404).end();
  });
  let base = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it('is fetched and read as it comes', async () => {
    const source = await openSource({ url: `${base}/attention.npy` });
    expect(source.name).toBe('attention.npy');
    const attention = await LoadedAttention.read(freshModules(), source);
    expect(attention.info()).toMatchObject({ layers: 3, heads: 2, keys: 5 });
  });

  it('that cannot be had is refused with the reason', async () => {
    await expect(openSource({ url: `${base}/nothing.npy` })).rejects.toMatchObject({
      code: 'fetch',
      message: expect.stringMatching(/There is no file at .*nothing\.npy \(404\)/),
    });
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
