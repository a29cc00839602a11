import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WorkerEngine } from '#engine/client';
import { inputAt } from '#engine/fetch-input';
import type { Modules } from '#engine/module';
import { defaultOptions } from '#model/options';
import { randomFile } from './attention-json';
import { freshModules } from './core';
import { HostPort } from './host-port';

/** Modules that count the inputs held in their memory. */
function counted(): { modules: Modules; held: () => number } {
  const modules = freshModules();
  const seen = new Set<object>();
  let held = 0;
  return {
    held: () => held,
    modules: async (readers) => {
      const module = await modules(readers);
      if (seen.has(module)) return module;
      seen.add(module);
      const Store = module.AttentionStore;
      module.AttentionStore = new Proxy(Store, {
        construct(target, given: ConstructorParameters<typeof Store>) {
          const store = new target(...given);
          const forget = store.delete.bind(store);
          held += 1;
          store.delete = () => {
            held -= 1;
            forget();
          };
          return store;
        },
      });
      return module;
    },
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Lets so many turns pass, unless `over` before. */
async function turns(count: number, over: () => boolean): Promise<void> {
  for (let passed = 0; passed < count && !over(); passed += 1) await turn();
}

const text = randomFile({ layers: 6, heads: 4, tokens: 20 }, 31);
const packed = gzipSync(text);

let server: Server;
let address = '';
beforeAll(async () => {
  server = createServer((_, response) => {
    // In pieces, so that there is something to stop between.
    const half = text.length / 2;
    response.write(text.slice(0, half));
    setImmediate(() => response.end(text.slice(half)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.json`;
});
afterAll(() => server.close());

let engine: WorkerEngine | undefined;
afterEach(() => engine?.close());

describe('a load that is cancelled', () => {
  const sources = [
    ['a text', () => text],
    ['a packed file', () => new Blob([packed])],
    ['several files', () => [new Blob([text]), new Blob([packed])]],
    ['an address', () => inputAt(address)],
  ] as const;

  it.each(sources)(
    'leaves nothing of %s behind, at whatever stage',
    async (_, source) => {
      const { modules, held } = counted();
      engine = new WorkerEngine(() => new HostPort(modules), 1);
      const { id } = await engine.load(source());
      // How many turns of messages a whole load takes, and a few more.
      let stages = 0;
      let over = false;
      const whole = engine.load(source()).finally(() => {
        over = true;
      });
      while (!over) {
        stages += 1;
        await turn();
      }
      engine.release((await whole).id);
      const heap = (await modules('json')).heapBytes() + (await modules('formats')).heapBytes();
      for (let round = 0; round < 200; round += 1) {
        const abort = new AbortController();
        let stood = false;
        const load = engine.load(source(), { signal: abort.signal });
        const outcome = load.then(
          (loaded) => {
            stood = true;
            return loaded;
          },
          () => undefined,
        );
        await turns(Math.floor((round / 200) * (stages + 3)), () => stood);
        abort.abort(new Error('enough'));
        const loaded = await outcome;
        if (loaded !== undefined) engine.release(loaded.id);
      }
      // Answered behind everything that was asked before.
      expect((await engine.raw(id, defaultOptions)).layers).toHaveLength(6);
      await expect.poll(held).toBe(1);
      const oneInput = 2 * text.length;
      const now = (await modules('json')).heapBytes() + (await modules('formats')).heapBytes();
      expect(now - heap).toBeLessThan(oneInput);
    },
    120_000,
  );

  it('stops while it reads, before its bytes are at their end', async () => {
    const { modules } = counted();
    engine = new WorkerEngine(() => new HostPort(modules), 1);
    const abort = new AbortController();
    let read = 0;
    const endless = new Blob([' '.repeat(2 ** 26)]);
    const load = engine.load(endless, {
      signal: abort.signal,
      onProgress: ({ done }) => {
        read = done;
        abort.abort(new Error('enough'));
      },
    });
    await expect(load).rejects.toThrow('enough');
    expect(read).toBeLessThan(endless.size);
  }, 60_000);
});
