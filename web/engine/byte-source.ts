/** Bytes on their way in, and how many there will be where that is known. */
export interface ByteSource {
  readonly stream: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly bytes: number | undefined;
}

const GZIP_MAGIC = [0x1f, 0x8b] as const;

export function sourceOf(input: Blob | string): ByteSource {
  const blob = typeof input === 'string' ? new Blob([input]) : input;
  return { stream: blob.stream(), bytes: blob.size };
}

/**
 * Unpacks gzip, recognised by its first two bytes; passes everything else on. The size of unpacked
 * bytes is not known. `onBytes` is told of the bytes read before unpacking.
 */
export async function unpacked(
  source: ByteSource,
  onBytes: (bytes: number) => void,
): Promise<ByteSource> {
  const reader = source.stream.getReader();
  const head: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  let done = false;
  while (size < GZIP_MAGIC.length && !done) {
    const next = await reader.read();
    done = next.done;
    if (next.value !== undefined) {
      head.push(next.value);
      size += next.value.byteLength;
    }
  }
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const first = head.shift();
      const next = first === undefined ? await reader.read() : { done: false, value: first };
      if (next.value === undefined) {
        controller.close();
        return;
      }
      onBytes(next.value.byteLength);
      controller.enqueue(next.value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  const first = head.flatMap((chunk) => [...chunk.subarray(0, GZIP_MAGIC.length)]);
  const packed = GZIP_MAGIC.every((byte, index) => first[index] === byte);
  if (!packed) return { stream, bytes: source.bytes };
  return { stream: stream.pipeThrough(new DecompressionStream('gzip')), bytes: undefined };
}
