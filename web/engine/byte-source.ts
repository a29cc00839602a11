import { heldRead } from './held-read';

/** Bytes on their way in, and how many there will be where that is known. */
export interface ByteSource {
  readonly stream: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly bytes: number | undefined;
  /** What people call it, such as a file's name. */
  readonly name?: string;
  /** Of what did not lie here before. */
  readonly fetched?: {
    /** The place that it came from, for messages. */
    readonly from: string;
    /** All bytes that were read, so that they can be read again. */
    content(): Blob;
  };
}

const GZIP_MAGIC = [0x1f, 0x8b] as const;

/** Of a piece that is read into memory of ours. With a quarter of it, 200 MB take a tenth longer. */
const PIECE_BYTES = 2 ** 20;

/**
 * So many packed bytes are unpacked at once: a browser gives all that a piece holds, which may be a
 * thousand times as much, whether anybody reads it or not.
 */
const PACKED_BYTES = 2 ** 15;

export function sourceOf(content: Blob | string): ByteSource {
  const blob = typeof content === 'string' ? new Blob([content]) : content;
  const source = { stream: blob.stream(), bytes: blob.size };
  // Under Node 20, File is no global.
  return 'name' in blob ? { ...source, name: String(blob.name) } : source;
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
  const plain = unpackedStream(throwing, cancel, 'gzip').getReader();
  return {
    bytes: undefined,
    next: async () => (await heldRead(plain, plain.read())).value,
    // Not by way of the unpacked stream: there Node may end the whole thread ("Controller is already
    // closed").
    cancel,
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

/** Packed pieces as the stream that they unpack to. */
export function unpackedStream(
  next: () => Promise<Uint8Array<ArrayBuffer> | undefined>,
  cancel: (reason: unknown) => Promise<void>,
  format: CompressionFormat,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let rest: Uint8Array<ArrayBuffer> | undefined;
  const slice = async () => {
    if (rest === undefined || rest.byteLength === 0) rest = await next();
    const first = rest?.subarray(0, PACKED_BYTES);
    rest = rest?.subarray(PACKED_BYTES);
    return first;
  };
  return streamOf(slice, cancel).pipeThrough(new DecompressionStream(format));
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
