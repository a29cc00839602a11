import type { MatrixStack } from '#model/matrix';

/** The header's length and the data begin at multiples of this. */
const alignment = 64;

/**
 * Matrices as a NumPy file, `[layer][query][key]`, in the precision they were computed in. The
 * settings are a comment behind the header's dictionary, which NumPy reads as Python. O(values).
 */
export function npyOf(stack: MatrixStack, settings: unknown): Uint8Array<ArrayBuffer>[] {
  const { layers, queries, keys, values } = stack;
  const type = values instanceof Float32Array ? '<f4' : '<f8';
  const shape = `(${layers.length}, ${queries}, ${keys})`;
  const dictionary = `{'descr': '${type}', 'fortran_order': False, 'shape': ${shape}, }`;
  const header = `${dictionary}  # ${ascii(JSON.stringify(settings))}`;
  const prefix = 10;
  const length = Math.ceil((prefix + header.length + 1) / alignment) * alignment - prefix;
  const start = new Uint8Array(prefix + length).fill(0x20);
  start.set([0x93, ...[...'NUMPY'].map((letter) => letter.charCodeAt(0)), 1, 0]);
  start.set([length & 255, length >> 8], 8);
  for (let at = 0; at < header.length; at += 1) start[prefix + at] = header.charCodeAt(at);
  start[start.length - 1] = 0x0a;
  return [start, new Uint8Array(values.slice().buffer)];
}

/** The header is Latin-1: other characters are escaped, as JSON may. */
function ascii(json: string): string {
  return json.replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
