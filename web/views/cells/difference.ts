import type { Grid, Values } from './pyramid';

/** What one matrix has more than another, and where they differ most. */
export interface Difference {
  /** `one - other` and its ever coarser levels; a coarse cell holds the value furthest from 0. */
  readonly levels: readonly Grid[];
  /** Largest distance from 0; 0 where the matrices are the same. */
  readonly largest: number;
  /** Where it is: row and column. */
  readonly at: readonly [number, number];
  /** Mean distance from 0 over cells that exist. */
  readonly mean: number;
}

/**
 * Subtracts one matrix from another of the same shape. Cells that do not exist in either (not a
 * number, right of the diagonal where `causal`) are not a number. O(rows · columns).
 */
export function differenceOf(
  one: Values,
  other: Values,
  shape: Pick<Grid, 'rows' | 'columns'>,
  causal: boolean,
): Difference {
  const { rows, columns } = shape;
  const values = new Float32Array(rows * columns);
  let largest = 0;
  let at: readonly [number, number] = [0, 0];
  let sum = 0;
  let count = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const place = row * columns + column;
      const more = causal && column > row ? Number.NaN : (one[place] ?? 0) - (other[place] ?? 0);
      values[place] = more;
      if (Number.isNaN(more)) continue;
      const distance = Math.abs(more);
      sum += distance;
      count++;
      if (distance > largest) [largest, at] = [distance, [row, column]];
    }
  }
  const levels: Grid[] = [{ rows, columns, values }];
  for (let level = levels[0]; level && (level.rows > 1 || level.columns > 1); ) {
    level = halveFurthest(level);
    levels.push(level);
  }
  return { levels, largest, at, mean: count > 0 ? sum / count : 0 };
}

function halveFurthest({ rows, columns, values }: Grid): Grid {
  const half = { rows: Math.ceil(rows / 2), columns: Math.ceil(columns / 2) };
  const furthest = new Float32Array(half.rows * half.columns).fill(Number.NaN);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = values[row * columns + column] as number;
      const place = (row >> 1) * half.columns + (column >> 1);
      const held = furthest[place] as number;
      if (Number.isNaN(held) || Math.abs(value) > Math.abs(held)) furthest[place] = value;
    }
  }
  return { ...half, values: furthest };
}
