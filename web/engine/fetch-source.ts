import { type ByteSource, streamOf } from './byte-source';
import { EngineError } from './engine';
import { heldRead } from './held-read';

/** No address gives more: so much the weights of one input may take, and an answer may be endless. */
const MAX_BYTES = 2 ** 31;

/** What was fetched is kept in pieces of this size, because a browser makes each of them slowly. */
const KEPT_BYTES = 2 ** 22;

/** Longer addresses, which carry data themselves, are cut in messages. */
const MAX_SHOWN = 120;

/**
 * Starts fetching an input; its bytes come as they are read. Rejects with `EngineError`, its message
 * for people: a server that cannot be reached or forbids other sites to read (CORS), a status other
 * than success, a file too large, which is known at the start or as soon as it is; with the signal's
 * reason when aborted.
 */
export async function fetchSource(address: string, signal?: AbortSignal): Promise<ByteSource> {
  const url = new URL(address);
  const { ok, status, headers, body } = await ask(url, signal);
  const refuse = async (message: string): Promise<never> => {
    await body?.cancel().catch(() => undefined);
    throw new EngineError('fetch', message);
  };
  if (!ok) return refuse(statusWords(url, status));
  const length = Number(headers.get('content-length') ?? Number.NaN);
  // With a content encoding, the length is that of the packed bytes, and these are unpacked.
  const bytes = headers.has('content-encoding') || !(length >= 0) ? undefined : length;
  if (bytes !== undefined && bytes > MAX_BYTES) return refuse(tooLargeWords(url));
  const name = url.protocol === 'data:' ? '' : (url.pathname.split('/').at(-1) ?? '');
  return { ...watched(url, body ?? new Blob().stream(), signal), bytes, name };
}

/** A body's bytes up to the limit, and a copy of them. */
function watched(
  url: URL,
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  signal: AbortSignal | undefined,
): Pick<ByteSource, 'stream' | 'fetched'> {
  const reader = body.getReader();
  const kept: Blob[] = [];
  let loose: Uint8Array<ArrayBuffer>[] = [];
  let [read, looseBytes] = [0, 0];
  const gather = () => {
    kept.push(new Blob(loose));
    loose = [];
    looseBytes = 0;
  };
  const next = async () => {
    const { value } = await heldRead(reader, reader.read()).catch(() => {
      signal?.throwIfAborted();
      throw new EngineError(
        'fetch',
        `The connection broke off while ${shownAddress(url.href)} was read. Try again.`,
      );
    });
    if (value === undefined) return undefined;
    read += value.byteLength;
    if (read > MAX_BYTES) {
      await reader.cancel().catch(() => undefined);
      throw new EngineError('fetch', tooLargeWords(url));
    }
    loose.push(value);
    looseBytes += value.byteLength;
    if (looseBytes >= KEPT_BYTES) gather();
    return value;
  };
  return {
    stream: streamOf(next, (reason) => reader.cancel(reason)),
    fetched: {
      from: shownAddress(url.href),
      content: () => {
        gather();
        return new Blob(kept);
      },
    },
  };
}

/** A file that has changed is read anew, whatever the browser has kept of it. */
async function ask(url: URL, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(url, { cache: 'no-cache', ...(signal && { signal }) });
  } catch {
    signal?.throwIfAborted();
    throw new EngineError('fetch', unreachableWords(url));
  }
}

/** A browser does not say why it could not fetch: the words name what can be the cause, and help. */
function unreachableWords(url: URL): string {
  const failed = `${shownAddress(url.href)} could not be fetched`;
  if (url.protocol === 'data:' || url.protocol === 'blob:') {
    return `${failed}: it is damaged or no longer there, or this page's security policy (connect-src) does not allow ${url.protocol} addresses. Save the data as a file and open that.`;
  }
  const { location, navigator } = globalThis;
  if (navigator?.onLine === false) return `${failed}: this device is offline.`;
  if (location === undefined) {
    return `${failed}: ${url.host} cannot be reached. Check the address and the connection.`;
  }
  // A worker's own address may begin with blob:.
  if (location.origin.startsWith('https:') && url.protocol === 'http:') {
    return `${failed}: a page that came by https may not read from http. Use the https address, or download the file and open it here.`;
  }
  if (url.origin === location.origin) return `${failed}: the connection failed. Try again.`;
  return (
    `${failed}. Either ${url.host} cannot be reached, or it does not allow ` +
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

function tooLargeWords(url: URL): string {
  const most = (MAX_BYTES / 1e9).toFixed(1);
  return `${shownAddress(url.href)} gives more than ${most} GB, the most that is read from an address. Save fewer layers or heads, or shorter text, into the file, or download it and open it here.`;
}

/** As it stands in messages. */
export function shownAddress(address: string): string {
  return address.length > MAX_SHOWN ? `${address.slice(0, MAX_SHOWN)}…` : address;
}
