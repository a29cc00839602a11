import { restored } from './condensed-json';
import { decodeDense } from './dense-text';

/** An input as a saved page carries it (web/export/page-file.ts). */
export interface PackedInput {
  readonly text: string;
  /** Length of what the text stands for. */
  readonly bytes: number;
  readonly condensed: boolean;
}

/** Of a piece that is restored at once, which takes up to four times as much. */
const PIECE_BYTES = 2 ** 18;

/** The bytes that dense text was packed from, of so many bytes. O(bytes). */
export async function unpacked(text: string, bytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new DecompressionStream('deflate-raw');
  const plain = new Response(readable).arrayBuffer();
  // Not through a Blob's stream, for which the browser sends the bytes to another process and back.
  const writer = writable.getWriter();
  const written = writer.write(decodeDense(text, bytes)).then(() => writer.close());
  const [unpackedBytes] = await Promise.all([plain, written]);
  return new Uint8Array(unpackedBytes);
}

/**
 * The input as it was before it was packed: a function that gives its pieces from the first on each
 * time it is called. Rejects where the text is damaged. O(bytes).
 */
export async function unpackedInput({
  text,
  bytes,
  condensed,
}: PackedInput): Promise<() => Generator<Uint8Array<ArrayBuffer>, undefined>> {
  const plain = await unpacked(text, bytes);
  return function* () {
    for (let at = 0; at < plain.length; at += PIECE_BYTES) {
      const piece = plain.subarray(at, at + PIECE_BYTES);
      yield condensed ? restored(piece) : piece;
    }
    return undefined;
  };
}
