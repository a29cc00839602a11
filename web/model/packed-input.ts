import { restored } from './condensed-json';
import { decodeDense } from './dense-text';

/** An input as a saved page carries it (web/export/page-file.ts). */
export interface PackedInput {
  readonly text: string;
  /** Length of what the text stands for. */
  readonly bytes: number;
  readonly condensed: boolean;
}

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

/** The input as it was before it was packed. O(bytes). */
export async function unpackedInput(input: PackedInput): Promise<Uint8Array<ArrayBuffer>> {
  const plain = await unpacked(input.text, input.bytes);
  return input.condensed ? restored(plain) : plain;
}
