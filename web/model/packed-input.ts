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
  const packed = new Blob([decodeDense(text, bytes)]).stream();
  const plain = packed.pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(plain).arrayBuffer());
}

/** The input as it was before it was packed. O(bytes). */
export async function unpackedInput(input: PackedInput): Promise<Uint8Array<ArrayBuffer>> {
  const plain = await unpacked(input.text, input.bytes);
  return input.condensed ? restored(plain) : plain;
}
