import { nativeFields } from '#model/formats';
import type { Readers } from './module';

/** So many bytes from the start of an input tell which module reads it. */
export const SNIFF_BYTES = 256;

/** An array, or an object that begins with a field of docs/file-format.md. */
const NATIVE = new RegExp(`^\\uFEFF?\\s*(\\[|\\{\\s*"(${nativeFields.join('|')})"|$)`);

/**
 * Which module an input needs, by its first bytes. Notebooks and other tools' JSON begin with other
 * fields; the module with all readers reads the native format as well, so that it is right where
 * these bytes do not tell.
 */
export function readersFor(start: Uint8Array): Readers {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(start);
  return NATIVE.test(text) ? 'json' : 'formats';
}

/** Whether an input begins as web pages do. */
export function isPage(start: Uint8Array): boolean {
  return /^\uFEFF?\s*</.test(new TextDecoder('utf-8', { ignoreBOM: true }).decode(start));
}
