import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createGzip } from 'node:zlib';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** A page or file that a test makes up. */
export interface MadeFile {
  /** A function's pieces may have no end: they are made as they are read. */
  readonly body: string | (() => Iterable<Uint8Array>);
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: number;
}

/** A plain static host of one origin, as anybody's is: no special headers, and a list of what was asked. */
export class StaticHost {
  readonly asked: string[] = [];
  /** Browsers ask for an icon unasked. */
  readonly #made = new Map<string, MadeFile>([['/favicon.ico', { body: '', status: 204 }]]);
  readonly #folders = new Map<string, string>();
  readonly #server: Server;
  #origin = '';

  private constructor(headers: Readonly<Record<string, string>>, gzip: boolean) {
    this.#server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://host');
      this.asked.push(pathname);
      const made = this.#made.get(pathname);
      if (made !== undefined) {
        const type = types[extname(pathname)] ?? 'text/html; charset=utf-8';
        response.writeHead(made.status ?? 200, {
          'content-type': type,
          ...headers,
          ...made.headers,
        });
        if (typeof made.body === 'string') response.end(made.body);
        else {
          const packed = made.headers?.['content-encoding'] === 'gzip';
          const body = Readable.from(made.body());
          // Whoever asked may go before the end.
          pipeline(body, packed ? createGzip() : new PassThrough(), response).catch(
            () => undefined,
          );
        }
        return;
      }
      this.#file(pathname).then(
        (path) => {
          const type = types[extname(path)] ?? 'application/octet-stream';
          const encoding = gzip ? { 'content-encoding': 'gzip' } : {};
          response.writeHead(200, { 'content-type': type, ...encoding, ...headers });
          const bytes = createReadStream(path);
          if (gzip) bytes.pipe(createGzip()).pipe(response);
          else bytes.pipe(response);
        },
        () => response.writeHead(404, headers).end('not found'),
      );
    });
  }

  /**
   * Starts a host on a free port of this machine; `headers` go with every answer, and files packed
   * where `gzip` is wanted.
   */
  static async start(
    headers: Readonly<Record<string, string>> = {},
    gzip = false,
  ): Promise<StaticHost> {
    const host = new StaticHost(headers, gzip);
    await new Promise<void>((resolve) => host.#server.listen(0, '127.0.0.1', resolve));
    host.#origin = `http://127.0.0.1:${(host.#server.address() as AddressInfo).port}`;
    return host;
  }

  /** Stays when the host is stopped. */
  get origin(): string {
    return this.#origin;
  }

  /** Serves a folder, given from the project's folder on, below a path such as `/hw/`. */
  mount(path: string, folder: string): this {
    return this.mountAt(path, fileURLToPath(new URL(`../../${folder}`, import.meta.url)));
  }

  /** The same with a folder from anywhere. */
  mountAt(path: string, folder: string): this {
    this.#folders.set(path, folder);
    return this;
  }

  put(path: string, file: MadeFile): this {
    this.#made.set(path, file);
    return this;
  }

  /** Takes a made file away. */
  remove(path: string): this {
    this.#made.delete(path);
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #file(pathname: string): Promise<string> {
    for (const [path, folder] of this.#folders) {
      if (!pathname.startsWith(path)) continue;
      const rest = decodeURIComponent(pathname.slice(path.length));
      const file = join(folder, rest === '' || rest.endsWith('/') ? `${rest}index.html` : rest);
      if ((await stat(file)).isFile()) return file;
    }
    throw new Error('no such file');
  }
}
