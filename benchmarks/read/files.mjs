import { closeSync, openSync, statSync, writeSync } from 'node:fs';

/** Attention made for the benchmark: the same tensor as json.dumps writes it and as .npy. */

const layers = 12;
const heads = 12;
/** Rows are drawn from so many, because making each of millions takes longer than reading them. */
const pool = 997;

/** Park and Miller 1988. @param {number} seed */
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** @param {number} tokens @returns {Float32Array[]} rows that sum to 1 */
function rowsOf(tokens) {
  const random = randomNumbers(2020);
  return Array.from({ length: pool }, () => {
    const row = Float64Array.from({ length: tokens }, () => random() ** 4 + 1e-6);
    const sum = row.reduce((total, weight) => total + weight, 0);
    return Float32Array.from(row, (weight) => weight / sum);
  });
}

/** @param {string} folder @param {number} tokens */
export function writeFiles(folder, tokens) {
  const rows = rowsOf(tokens);
  // float32 as Python prints it: the shortest text of the double that it becomes.
  const texts = rows.map((row) => `[${Array.from(row, String).join(', ')}]`);
  const json = `${folder}/${tokens}.json`;
  const npy = `${folder}/${tokens}.npy`;
  const text = openSync(json, 'w');
  const binary = openSync(npy, 'w');
  const shape = `(${layers}, ${heads}, ${tokens}, ${tokens})`;
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117);
  writeSync(binary, Buffer.from(`\x93NUMPY\x01\x00\x76\x00${header}\n`, 'latin1'));
  writeSync(text, '{"attentions": [');
  for (let layer = 0; layer < layers; layer += 1) {
    writeSync(text, layer === 0 ? '[' : ', [');
    for (let head = 0; head < heads; head += 1) {
      const drawn = Array.from(
        { length: tokens },
        (_, row) => ((layer * heads + head) * tokens + row) % pool,
      );
      const matrix = drawn.map((index) => texts[index]).join(', ');
      writeSync(text, `${head === 0 ? '' : ', '}[${matrix}]`);
      writeSync(binary, Buffer.concat(drawn.map((index) => bytesOf(rows[index]))));
    }
    writeSync(text, ']');
  }
  writeSync(text, ']}');
  closeSync(text);
  closeSync(binary);
  const megabytes = (/** @type {string} */ path) => Math.round(statSync(path).size / 1e6);
  return { tokens, json, npy, jsonMegabytes: megabytes(json), npyMegabytes: megabytes(npy) };
}

/** @param {Float32Array | undefined} row */
function bytesOf(row) {
  if (row === undefined) throw new Error('no such row');
  return Buffer.from(row.buffer, row.byteOffset, row.byteLength);
}
