export type Values = Float32Array | Float64Array;

/** One matrix, row-major. */
export interface Grid {
  readonly rows: number;
  readonly columns: number;
  readonly values: Values;
}

/**
 * Level k holds the largest value of each block of 2^k × 2^k cells; level 0 is the matrix itself.
 * Zoomed out, a picture draws the level whose cells are about a pixel, so that a single bright cell
 * among dark ones never vanishes. O(rows · columns); a third more memory than the matrix.
 */
export function maxPyramid(grid: Grid): Grid[] {
  const levels = [grid];
  let level = grid;
  while (level.rows > 1 || level.columns > 1) {
    level = halve(level);
    levels.push(level);
  }
  return levels;
}

/** The finest level whose cells cover at least one device pixel. */
export function pyramidLevel(levels: readonly Grid[], cellPixels: number): number {
  const level = Math.ceil(Math.log2(1 / Math.max(cellPixels, 1e-9)));
  return Math.min(levels.length - 1, Math.max(0, level));
}

function halve({ rows, columns, values }: Grid): Grid {
  const halfRows = Math.ceil(rows / 2);
  const halfColumns = Math.ceil(columns / 2);
  const half = new Float32Array(halfRows * halfColumns);
  for (let row = 0; row < halfRows; row++) {
    const upper = 2 * row * columns;
    const lower = 2 * row + 1 < rows ? upper + columns : upper;
    for (let column = 0; column < halfColumns; column++) {
      const left = 2 * column;
      const right = left + 1 < columns ? left + 1 : left;
      half[row * halfColumns + column] = Math.max(
        values[upper + left] ?? 0,
        values[upper + right] ?? 0,
        values[lower + left] ?? 0,
        values[lower + right] ?? 0,
      );
    }
  }
  return { rows: halfRows, columns: halfColumns, values: half };
}
