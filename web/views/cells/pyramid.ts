export type Values = Float32Array | Float64Array;

/** One matrix, row-major. */
export interface Grid {
  readonly rows: number;
  readonly columns: number;
  readonly values: Values;
}

/** What a coarser cell shows of the cells it stands for. */
export const blockKinds = ['max', 'mean'] as const;
export type BlockKind = (typeof blockKinds)[number];

/**
 * Level k holds the largest value, or the mean, of each block of 2^k × 2^k cells; level 0 is the
 * matrix itself. Zoomed out, a picture draws the level whose cells are about a pixel: with the
 * largest, a single bright cell among dark ones never vanishes; with the mean, brightness adds up.
 * Cells that do not exist (not a number, right of the diagonal where `causal`) count for nothing.
 * O(rows · columns); a third more memory than the matrix.
 */
export function pyramid(grid: Grid, kind: BlockKind, causal: boolean): Grid[] {
  const levels = [grid];
  let level = grid;
  let cells: Float32Array | undefined;
  while (level.rows > 1 || level.columns > 1) {
    const half = kind === 'max' ? halveMax(level, causal) : halveMean(level, cells, causal);
    cells = half.cells;
    level = half.grid;
    levels.push(level);
  }
  return levels;
}

/** The finest level whose cells cover at least one device pixel. */
export function pyramidLevel(levels: readonly Grid[], cellPixels: number): number {
  const level = Math.ceil(Math.log2(1 / Math.max(cellPixels, 1e-9)));
  return Math.min(levels.length - 1, Math.max(0, level));
}

interface Half {
  readonly grid: Grid;
  /** How many existing cells of the matrix each cell stands for. */
  readonly cells?: Float32Array;
}

function halveMax(from: Grid, causal: boolean): Half {
  const { rows, columns, values } = from;
  const { grid, out } = halfOf(from);
  for (let row = 0; row < grid.rows; row++) {
    const upper = 2 * row * columns;
    const lower = 2 * row + 1 < rows ? upper + columns : upper;
    for (let column = 0; column < grid.columns; column++) {
      const left = 2 * column;
      const right = left + 1 < columns ? left + 1 : left;
      // On the diagonal of a causal matrix the upper right cell does not exist.
      const corner = causal && row === column ? upper + left : upper + right;
      const lowest = lower === upper ? corner : lower + right;
      const above = larger(values[upper + left] as number, values[corner] as number);
      const below = larger(values[lower + left] as number, values[lowest] as number);
      out[row * grid.columns + column] = larger(above, below);
    }
  }
  return { grid };
}

/** Of two values that may not exist. */
function larger(one: number, other: number): number {
  return other > one || Number.isNaN(one) ? other : one;
}

function halveMean(from: Grid, cells: Float32Array | undefined, causal: boolean): Half {
  const { rows, columns, values } = from;
  const { grid, out } = halfOf(from);
  const counts = new Float32Array(out.length);
  for (let row = 0; row < rows; row++) {
    // Above the first level, blocks of cells that do not exist are not numbers already.
    const end = causal && cells === undefined ? Math.min(columns, row + 1) : columns;
    for (let column = 0; column < end; column++) {
      const place = row * columns + column;
      const value = values[place] as number;
      if (Number.isNaN(value)) continue;
      const stands = cells === undefined ? 1 : (cells[place] as number);
      const half = (row >> 1) * grid.columns + (column >> 1);
      out[half] = (out[half] as number) + value * stands;
      counts[half] = (counts[half] as number) + stands;
    }
  }
  for (let half = 0; half < out.length; half++) {
    out[half] = (out[half] as number) / (counts[half] as number);
  }
  return { grid, cells: counts };
}

function halfOf({ rows, columns }: Grid): { readonly grid: Grid; readonly out: Float32Array } {
  const half = { rows: Math.ceil(rows / 2), columns: Math.ceil(columns / 2) };
  const out = new Float32Array(half.rows * half.columns);
  return { grid: { ...half, values: out }, out };
}
