import { type ByteSource, unpacked } from './byte-source';
import { EngineError } from './engine';
import { SNIFF_BYTES } from './sniff';

/** The unpacked bytes of an input in pieces, the first of them long enough to tell what it is. */
export interface InputBytes {
  readonly start: Uint8Array<ArrayBuffer>;
  /** How many there are in all, where that is known. */
  readonly size: number | undefined;
  /** The next piece; undefined behind the last. It may take the memory of a piece that is `spent`. */
  next(spent?: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Lets go of the source before its end. */
  cancel(reason: unknown): Promise<void>;
}

/**
 * Starts reading a source. `onBytes` is told of bytes as they are read, before unpacking. Throws
 * `EngineError` for damaged gzip, the signal's reason when aborted, and what the source throws.
 */
export async function inputBytes(
  source: ByteSource,
  onBytes: (bytes: number) => void,
  signal: AbortSignal | undefined,
): Promise<InputBytes> {
  const plain = await unpacked(source, onBytes);
  const next = async (spent?: Uint8Array<ArrayBuffer>) => {
    const piece = await plain.next(spent).catch((error: unknown) => {
      throw plain.damaged(error) ? damagedGzip(error) : error;
    });
    signal?.throwIfAborted();
    return piece;
  };
  try {
    return { start: await readStart(next), size: plain.bytes, next, cancel: plain.cancel };
  } catch (error) {
    await plain.cancel(error);
    throw error;
  }
}

async function readStart(next: InputBytes['next']): Promise<Uint8Array<ArrayBuffer>> {
  let start = new Uint8Array();
  while (start.byteLength < SNIFF_BYTES) {
    const bytes = await next();
    if (bytes === undefined) break;
    if (start.byteLength === 0 && bytes.byteLength >= SNIFF_BYTES) return bytes;
    const joined = new Uint8Array(start.byteLength + bytes.byteLength);
    joined.set(start);
    joined.set(bytes, start.byteLength);
    start = joined;
  }
  return start;
}

function damagedGzip(error: unknown): EngineError {
  const reason = error instanceof Error ? error.message : String(error);
  return new EngineError(
    'truncated',
    `The gzip data is damaged or cut off (${reason}). Pack or download the file again.`,
  );
}
