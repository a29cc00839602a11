import { sourceOf, streamOf } from './byte-source';
import { inputBytes } from './input-bytes';
import type { Readers } from './module';
import { readersFor } from './sniff';

/** An input's bytes without gzip around them, and which module reads them. */
export interface PlainInput {
  readonly stream: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly readers: Readers;
}

/** Opens an input to be carried elsewhere. Its stream may be read once. */
export async function plainInput(input: Blob | string): Promise<PlainInput> {
  const { start, next, cancel } = await inputBytes(sourceOf(input), () => undefined, undefined);
  let first: Uint8Array<ArrayBuffer> | undefined = start.byteLength > 0 ? start : undefined;
  const pieces = async () => {
    const piece = first ?? (await next());
    first = undefined;
    return piece;
  };
  return { stream: streamOf(pieces, cancel), readers: readersFor(start) };
}
