import { EngineError, type InputContent } from './engine';
import { heldRead } from './held-read';

/** Bytes on their way in, and how many there will be where that is known. */
export interface ByteSource {
  readonly stream: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly bytes: number | undefined;
  /** What people call it, such as a file's name. */
  readonly name?: string;
}

const GZIP_MAGIC = [0x1f, 0x8b] as const;

/** Of a piece that is read into memory of ours. With a quarter of it, 200 MB take a tenth longer. */
const PIECE_BYTES = 2 ** 20;

export function sourceOf(content: Blob | string): ByteSource {
  const blob = typeof content === 'string' ? new Blob([content]) : content;
  const source = { stream: blob.stream(), bytes: blob.size };
  // Under Node 20, File is no global.
  return 'name' in blob ? { ...source, name: String(blob.name) } : source;
}

/** The same for every content; an address is fetched. Throws `EngineError` when it cannot be had. */
export async function openSource(
  content: InputContent,
  signal: AbortSignal | null = null,
): Promise<ByteSource> {
  if (typeof content === 'string' || content instanceof Blob) return sourceOf(content);
  const { url } = content;
  const unreachable = (reason: string) =>
    new EngineError('unreachable', `${url} cannot be fetched: ${reason}. Check the address.`);
  const response = await fetch(url, { signal }).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw unreachable(error instanceof Error ? error.message : String(error));
  });
  if (!response.ok) throw unreachable(`the server says ${response.status} ${response.statusText}`);
  const { body, headers } = response;
  if (body === null) throw unreachable('the server sent nothing');
  // With a content encoding, the length is that of the packed bytes, and these are unpacked.
  const length = headers.has('content-encoding') ? null : headers.get('content-length');
  const name = new URL(response.url).pathname.split('/').at(-1) ?? '';
  return { stream: body, bytes: length === null ? undefined : Number(length), name };
}

/** Bytes as the parser wants them, in pieces. */
export interface PlainSource {
  /** How many there are in all, where that is known. */
  readonly bytes: number | undefined;
  /** The next piece; undefined behind the last. It may take the memory of a piece that is `spent`. */
  next(spent?: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Lets go of the source before its end. */
  cancel(reason: unknown): Promise<void>;
  /** Whether `error`, thrown by `next`, is the fault of packed bytes. */
  damaged(error: unknown): boolean;
}

/**
 * Unpacks gzip, recognised by its first two bytes; passes everything else on. The size of unpacked
 * bytes is not known. `onBytes` is told of the bytes read before unpacking.
 */
export async function unpacked(
  source: ByteSource,
  onBytes: (bytes: number) => void,
): Promise<PlainSource> {
  const reader = piecesOf(source.stream);
  const head: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  while (size < GZIP_MAGIC.length) {
    const piece = await reader.next();
    if (piece === undefined) break;
    head.push(piece);
    size += piece.byteLength;
  }
  const next = async (spent?: Uint8Array<ArrayBuffer>) => {
    const bytes = head.shift() ?? (await reader.next(spent));
    if (bytes !== undefined) onBytes(bytes.byteLength);
    return bytes;
  };
  const cancel = (reason: unknown) => reader.cancel(reason).catch(() => undefined);
  const first = head.flatMap((bytes) => [...bytes.subarray(0, GZIP_MAGIC.length)]);
  const packed = GZIP_MAGIC.every((byte, index) => first[index] === byte);
  if (!packed) return { bytes: source.bytes, next, cancel, damaged: () => false };
  let failure: unknown;
  const throwing = async () => {
    try {
      return await next();
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  const plain = streamOf(throwing, cancel).pipeThrough(new DecompressionStream('gzip')).getReader();
  return {
    bytes: undefined,
    next: async () => (await heldRead(plain, plain.read())).value,
    cancel: (reason) => plain.cancel(reason).catch(() => undefined),
    damaged: (error) => error !== failure,
  };
}

/**
 * A stream's pieces, where the browser can in the memory of those that are spent: otherwise every
 * piece is new memory, which a browser's first reading of 200 MB pays with as much time again and
 * 110 MB more.
 */
function piecesOf(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): Pick<PlainSource, 'next' | 'cancel'> {
  const reader = byobReader(stream);
  if (reader === undefined) {
    const plain = stream.getReader();
    return {
      next: async () => (await heldRead(plain, plain.read())).value,
      cancel: (reason) => plain.cancel(reason),
    };
  }
  return {
    next: async (spent) => {
      const memory =
        spent?.buffer.byteLength === PIECE_BYTES ? spent.buffer : new ArrayBuffer(PIECE_BYTES);
      const { value, done } = await heldRead(reader, reader.read(new Uint8Array(memory)));
      return done ? undefined : value;
    },
    cancel: (reason) => reader.cancel(reason),
  };
}

/** Only streams of bytes that the browser makes itself have one. */
function byobReader(stream: ReadableStream): ReadableStreamBYOBReader | undefined {
  try {
    return stream.getReader({ mode: 'byob' });
  } catch {
    return undefined;
  }
}

/** Pieces as a stream, read when they are asked for. */
export function streamOf(
  next: () => Promise<Uint8Array<ArrayBuffer> | undefined>,
  cancel: (reason: unknown) => Promise<void>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async pull(controller) {
      const bytes = await next();
      if (bytes === undefined) controller.close();
      else controller.enqueue(bytes);
    },
    cancel,
  });
}
