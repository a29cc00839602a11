import { EngineError, type InputContent } from './engine';

/** Bytes on their way in, and how many there will be where that is known. */
export interface ByteSource {
  readonly stream: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly bytes: number | undefined;
  /** What people call it, such as a file's name. */
  readonly name?: string;
}

const GZIP_MAGIC = [0x1f, 0x8b] as const;

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
  /** The next piece; undefined behind the last. */
  next(): Promise<Uint8Array<ArrayBuffer> | undefined>;
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
  const reader = source.stream.getReader();
  const head: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  while (size < GZIP_MAGIC.length) {
    const { value } = await reader.read();
    if (value === undefined) break;
    head.push(value);
    size += value.byteLength;
  }
  const next = async () => {
    const bytes = head.shift() ?? (await reader.read()).value;
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
    next: async () => (await plain.read()).value,
    cancel: (reason) => plain.cancel(reason).catch(() => undefined),
    damaged: (error) => error !== failure,
  };
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
