import type { Grid } from '#views/cells/pyramid';
import { type ColourScale, shareOnScale } from '#views/colour/scale';

/**
 * Counts of a matrix's values in `bins` equal steps of a scale; values outside fall into the first
 * and last. Cells right of the diagonal of a causal matrix do not exist and do not count.
 * O(rows · columns).
 */
export function histogram(
  { rows, columns, values }: Grid,
  scale: ColourScale,
  bins: number,
  causal: boolean,
): Uint32Array {
  const counts = new Uint32Array(bins);
  for (let row = 0; row < rows; row++) {
    const end = causal ? Math.min(columns, row + 1) : columns;
    for (let column = 0; column < end; column++) {
      const value = values[row * columns + column] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      const bin = Math.min(bins - 1, Math.floor(shareOnScale(scale, value) * bins));
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
  }
  return counts;
}
