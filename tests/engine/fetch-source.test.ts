import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WorkerEngine } from '#engine/client';
import { inputAt } from '#engine/fetch-input';
import { fetchSource } from '#engine/fetch-source';
import { defaultOptions } from '#model/options';
import { freshModules } from './core';
import { HostPort } from './host-port';

const bertviz = `<script>
define('model_view', function() {
const params = {"attention": [{"name": null, "attn": [[[[1, 0], [0.25, 0.75]]]], "left_text": ["a", "b"],
  "right_text": ["a", "b"]}], "default_filter": "0", "display_mode": "dark",
  "root_div_id": "bertviz-1", "include_heads": [0], "include_layers": [0]};
});</script>`;

const files: Record<string, string> = {
  '/a.json': '[[[1, 0], [0.5, 0.5]]]',
  '/bertviz.html': bertviz,
  '/page.html': '<!doctype html><p>Sign in to see this file',
};

let base = '';
const server = createServer(({ url = '' }, response) => {
  const file = files[url];
  if (url === '/cut.json') {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('[[[1, 0], ', () => response.destroy());
  } else if (file === undefined) response.writeHead(404).end();
  else response.end(file);
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

let engine: WorkerEngine | undefined;
afterEach(() => {
  engine?.close();
  vi.unstubAllGlobals();
});

function start(): { engine: WorkerEngine; ports: HostPort[] } {
  const ports: HostPort[] = [];
  engine = new WorkerEngine(() => {
    const port = new HostPort(freshModules());
    ports.push(port);
    return port;
  }, 1);
  return { engine, ports };
}

const load = (address: string) => start().engine.load(inputAt(address));

describe('an address', () => {
  it('gives a page of another tool as a dropped file does', async () => {
    const { info } = await load(`${base}/bertviz.html`);
    expect(info).toMatchObject({ layers: 1, heads: 1, tokens: ['a', 'b'] });
  });

  it('that gives a page without attention is said to, and what to link to', async () => {
    await expect(load(`${base}/page.html`)).rejects.toMatchObject({
      code: 'fetch',
      message: expect.stringMatching(/page\.html gives a web page without attention in it\. Link/),
    });
  });

  it('is not asked again when a fresh worker needs what it gave', async () => {
    const { engine, ports } = start();
    const { id } = await engine.load(inputAt(`${base}/a.json`));
    const before = await engine.raw(id, defaultOptions);
    const [content] = engine.contents(id);
    expect(await (content as Blob).text()).toBe(files['/a.json']);
    ports[0]?.kill();
    vi.stubGlobal('fetch', () => expect.unreachable('fetched'));
    expect(await engine.raw(id, defaultOptions)).toEqual(before);
    expect(ports).toHaveLength(2);
  });

  it('that carries its data is read', async () => {
    const { info } = await load(
      `data:application/json,${encodeURIComponent(files['/a.json'] ?? '')}`,
    );
    expect(info.keys).toBe(2);
  });

  it('that carries damaged data is not said to be another site', async () => {
    const refused = await load(`data:;base64,${'!'.repeat(500)}`).catch((error: Error) => error);
    const { message } = refused as Error;
    expect(message).toMatch(/^data:;base64,!+… could not be fetched: it is damaged/);
    expect(message).not.toMatch(/CORS|other sites/);
    expect(message.length).toBeLessThan(400);
  });

  it('that breaks off is said to', async () => {
    await expect(load(`${base}/cut.json`)).rejects.toMatchObject({
      code: 'fetch',
      message: expect.stringMatching(/The connection broke off while .*cut\.json was read/),
    });
  });

  it('that is not there is named; where there are no sites, none is blamed', async () => {
    await expect(load(`${base}/none.json`)).rejects.toThrow(/There is no file at .* \(404\)/);
    const refused = await load('http://127.0.0.1:9/a.json').catch((error: Error) => error);
    expect((refused as Error).message).toBe(
      'http://127.0.0.1:9/a.json could not be fetched: 127.0.0.1:9 cannot be reached. Check the address and the connection.',
    );
  });
});

describe('an answer without an end', () => {
  /** Chunks that claim to be a gigabyte each, so that no memory is needed. */
  function endless() {
    const seen = { chunks: 0, cancelled: false };
    const body = new ReadableStream({
      pull(controller) {
        const chunk = new TextEncoder().encode(' ');
        Object.defineProperty(chunk, 'byteLength', { value: 2 ** 30 });
        seen.chunks += 1;
        controller.enqueue(chunk);
      },
      cancel() {
        seen.cancelled = true;
      },
    });
    vi.stubGlobal('fetch', async () => new Response(body));
    return seen;
  }

  it('is read up to the limit and no further', async () => {
    const seen = endless();
    const { stream } = await fetchSource('https://host/endless.json');
    const reader = stream.getReader();
    const readAll = async () => {
      for (let next = await reader.read(); !next.done; next = await reader.read());
    };
    await expect(readAll()).rejects.toMatchObject({
      code: 'fetch',
      message: expect.stringMatching(/endless\.json gives more than 2\.1 GB/),
    });
    expect(seen.chunks).toBeLessThan(6);
    expect(seen.cancelled).toBe(true);
  });

  it('is let go of when its reader has had enough', async () => {
    const seen = endless();
    const { stream } = await fetchSource('https://host/endless.json');
    await stream.cancel(new Error('enough'));
    expect(seen.cancelled).toBe(true);
  });
});
