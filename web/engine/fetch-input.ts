import { EngineError, type TaskOptions } from './engine';
import { heldRead } from './held-read';

/** Larger files are refused before they are fetched: their weights would not fit. */
const MAX_BYTES = 2 ** 32;

/**
 * Fetches an input from an address. Rejects with `EngineError`, its message for people: an address
 * that is none, a server that cannot be reached or forbids other sites to read (CORS), a status
 * other than success, a web page in place of data, a file too large; with the signal's reason when
 * aborted.
 */
export async function fetchInput(address: string, task: TaskOptions = {}): Promise<Blob> {
  const url = addressOf(address);
  const response = await ask(url, task.signal);
  if (!response.ok) throw new EngineError('fetch', statusWords(url, response.status));
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  const total = response.headers.has('content-encoding') || !(length >= 0) ? undefined : length;
  if (total !== undefined && total > MAX_BYTES) throw tooLarge(url, total);
  const blob = await collect(url, response, total, task);
  if (await isWebPage(blob, response)) {
    throw new EngineError(
      'fetch',
      `${url.href} gives a web page, not attention data. Link to the file itself: at a code host, that is the address behind “Raw” or “Download”.`,
    );
  }
  return blob;
}

/** An address, relative ones from the page on; only http and https can be fetched. */
function addressOf(address: string): URL {
  const base = globalThis.document?.baseURI;
  const url = URL.canParse(address, base) ? new URL(address, base) : undefined;
  if (url !== undefined && /^(https?|blob|data):$/.test(url.protocol)) return url;
  if (url?.protocol === 'file:') {
    throw new EngineError(
      'fetch',
      `Browsers do not let a page that is opened from disk read ${url.href}. Open the file itself, or put page and data on a web server.`,
    );
  }
  throw new EngineError(
    'fetch',
    `“${address}” is no address that can be fetched. It begins with https://, or leads to a file beside the page.`,
  );
}

async function ask(url: URL, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(url, signal === undefined ? {} : { signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new EngineError('fetch', unreachableWords(url));
  }
}

/** A browser does not say why it could not fetch: the words name what can be the cause, and help. */
function unreachableWords(url: URL): string {
  if (globalThis.navigator?.onLine === false) {
    return `${url.href} could not be fetched: this device is offline.`;
  }
  const { location } = globalThis;
  if (location?.protocol === 'https:' && url.protocol === 'http:') {
    return `${url.href} could not be fetched: a page that came by https may not read from http. Use the https address, or download the file and open it here.`;
  }
  if (location !== undefined && url.origin === location.origin) {
    return `${url.href} could not be fetched: the connection failed. Try again.`;
  }
  return (
    `${url.href} could not be fetched. Either ${url.host} cannot be reached, or it does not allow ` +
    'pages of other sites to read its files (it sends no Access-Control-Allow-Origin header, ' +
    'CORS). Download the file and open it here, or put it where other sites may read it: a raw ' +
    'file or gist of GitHub, a file of Hugging Face, GitHub Pages.'
  );
}

function statusWords(url: URL, status: number): string {
  if (status === 404 || status === 410) {
    return `There is no file at ${url.href} (${status}). Check the address; it may have moved.`;
  }
  if (status === 401 || status === 403) {
    return `${url.host} does not give out ${url.href} without signing in (${status}). Download the file there and open it here.`;
  }
  return `${url.host} answered ${status} for ${url.href} and gave no file. Try again later.`;
}

function tooLarge(url: URL, bytes: number): EngineError {
  return new EngineError(
    'fetch',
    `${url.href} has ${(bytes / 1e9).toFixed(1)} GB, more than a browser can hold. Save fewer layers or heads, or shorter text, into the file.`,
  );
}

async function collect(
  url: URL,
  response: Response,
  total: number | undefined,
  { signal, onProgress }: TaskOptions,
): Promise<Blob> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let done = 0;
  const reader = response.body?.getReader();
  const read = async () => reader && heldRead(reader, reader.read());
  try {
    for (let next = await read(); next && !next.done; next = await read()) {
      pieces.push(next.value);
      done += next.value.byteLength;
      if (done > MAX_BYTES) throw tooLarge(url, done);
      onProgress?.({ done, total, unit: 'bytes' });
    }
  } catch (error) {
    if (signal?.aborted || error instanceof EngineError) throw error;
    throw new EngineError(
      'fetch',
      `The connection broke off while ${url.href} was read. Try again.`,
    );
  }
  return new Blob(pieces);
}

/** No format of attention begins with `<`, and every web page does. */
async function isWebPage(blob: Blob, response: Response): Promise<boolean> {
  const type = response.headers.get('content-type') ?? '';
  const head = await blob.slice(0, 64).text();
  return (
    /^\s*<(!doctype html|html|head|body)/i.test(head) || (/html/.test(type) && /^\s*</.test(head))
  );
}
