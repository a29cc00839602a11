import type { Grid } from './pyramid';

/**
 * Counts of a matrix's values in `bins` equal steps from low to high; values outside fall into the
 * first and last. Cells right of the diagonal of a causal matrix do not exist and do not count.
 * O(rows · columns).
 */
export function histogram(
  { rows, columns, values }: Grid,
  [low, high]: readonly [number, number],
  bins: number,
  causal: boolean,
): Uint32Array {
  const counts = new Uint32Array(bins);
  const scale = high > low ? bins / (high - low) : 0;
  for (let row = 0; row < rows; row++) {
    const end = causal ? Math.min(columns, row + 1) : columns;
    for (let column = 0; column < end; column++) {
      const value = values[row * columns + column] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      const bin = Math.min(bins - 1, Math.max(0, Math.floor((value - low) * scale)));
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
  }
  return counts;
}
