import { sourceOf, unpacked } from './byte-source';
import type { Readers } from './module';
import { readersFor, SNIFF_BYTES } from './sniff';

/** An input's bytes without gzip around them, and which module reads them. */
export interface PlainInput {
  readonly stream: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly readers: Readers;
}

/** Opens an input to be carried elsewhere. Its stream may be read once. */
export async function plainInput(input: Blob | string): Promise<PlainInput> {
  const { stream } = await unpacked(sourceOf(input), () => undefined);
  const [ahead, whole] = stream.tee();
  const reader = ahead.getReader();
  const start: number[] = [];
  while (start.length < SNIFF_BYTES) {
    const { value, done } = await reader.read();
    if (done) break;
    start.push(...value.subarray(0, SNIFF_BYTES));
  }
  // The other branch goes on; what this one has is let go.
  reader.cancel().catch(() => undefined);
  return { stream: whole, readers: readersFor(Uint8Array.from(start.slice(0, SNIFF_BYTES))) };
}
