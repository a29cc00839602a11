import { type MatrixStack, valueAt } from '#model/matrix';
import type { Grid } from './pyramid';

/**
 * Place of a layer in a stack: the layer itself, or the nearest that the stack holds, the lower one of
 * two. O(log layers).
 */
export function placeOfLayer({ layers }: MatrixStack, layer: number): number {
  let [low, high] = [0, layers.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((layers[middle] ?? 0) < layer) low = middle + 1;
    else high = middle;
  }
  const below = layers[low - 1] ?? Number.NEGATIVE_INFINITY;
  return layer - below <= (layers[low] ?? 0) - layer ? low - 1 : Math.max(0, low);
}

/**
 * The rows of some queries at one place of a stack, their mean or their sum: what the queries take
 * from every key. O(queries · keys).
 */
export function combinedRow(
  stack: MatrixStack,
  place: number,
  queries: readonly number[],
  together: 'mean' | 'sum' = 'mean',
): Float64Array {
  const row = new Float64Array(stack.keys);
  const share = together === 'mean' ? 1 / queries.length : 1;
  for (const query of queries) {
    for (let key = 0; key < stack.keys; key++) {
      row[key] = (row[key] ?? 0) + valueAt(stack, place, query, key) * share;
    }
  }
  return row;
}

/** A matrix whose rows are divided by their largest values; rows of zeros stay. O(its size). */
export function rowsByLargest({ rows, columns, values }: Grid): Grid {
  const divided = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    let largest = 0;
    for (let column = 0; column < columns; column++) {
      const value = values[start + column] as number;
      if (value > largest) largest = value;
    }
    for (let column = 0; column < columns; column++) {
      const value = values[start + column] as number;
      divided[start + column] = largest > 0 ? value / largest : value;
    }
  }
  return { rows, columns, values: divided };
}

export interface Source {
  readonly key: number;
  readonly value: number;
}

/**
 * The `count` largest entries of a row that are above 0, largest first, ties by position.
 * O(row · count), and mostly O(row).
 */
export function strongestSources(row: ArrayLike<number>, count: number): Source[] {
  const strongest: Source[] = [];
  for (let key = 0; key < row.length; key++) {
    const value = row[key] as number;
    const least = strongest.length < count ? 0 : (strongest.at(-1)?.value ?? value);
    if (!(value > least)) continue;
    if (strongest.length === count) strongest.pop();
    let place = strongest.length;
    while (place > 0 && (strongest[place - 1] as Source).value < value) place--;
    strongest.splice(place, 0, { key, value });
  }
  return strongest;
}

/** Whether a row may be read as shares: it sums to 1 within 1e-2 (docs/definitions.md#row-sums). */
export function sumsToOne(row: ArrayLike<number>): boolean {
  let sum = 0;
  for (let key = 0; key < row.length; key++) sum += row[key] ?? 0;
  return Math.abs(sum - 1) <= 1e-2;
}

/**
 * For each layer of a stack, how much of what a position takes comes from other positions, as a
 * share of its row. Not a number where the row is empty. O(layers · keys).
 */
export function shareFromOthers(stack: MatrixStack, query: number): number[] {
  return stack.layers.map((_, place) => {
    let sum = 0;
    for (let key = 0; key < stack.keys; key++) sum += valueAt(stack, place, query, key) || 0;
    return sum > 0 ? 1 - (valueAt(stack, place, query, query) || 0) / sum : Number.NaN;
  });
}

/** Smallest value above 0 of each matrix of a stack; not a number where there is none. O(its size). */
export function layerMinima(stack: MatrixStack): number[] {
  const size = stack.queries * stack.keys;
  return stack.layers.map((_, place) => {
    let smallest = Number.POSITIVE_INFINITY;
    for (let cell = place * size; cell < (place + 1) * size; cell++) {
      const value = stack.values[cell] as number;
      if (value > 0 && value < smallest) smallest = value;
    }
    return Number.isFinite(smallest) ? smallest : Number.NaN;
  });
}

/** Largest value of each matrix of a stack. O(its size). */
export function layerMaxima(stack: MatrixStack): number[] {
  const size = stack.queries * stack.keys;
  return stack.layers.map((_, place) => {
    let largest = 0;
    for (let cell = place * size; cell < (place + 1) * size; cell++) {
      const value = stack.values[cell] as number;
      if (value > largest) largest = value;
    }
    return largest;
  });
}

/**
 * Value at [layer][query][key] by layer, the mean over the queries or their sum; not a number where
 * the stack lacks the layer. O(layers · queries).
 */
export function valueByLayer(
  stack: MatrixStack,
  layers: number,
  queries: readonly number[],
  key: number,
  together: 'mean' | 'sum' = 'mean',
): number[] {
  const share = together === 'mean' ? 1 / queries.length : 1;
  const values = new Array<number>(layers).fill(Number.NaN);
  stack.layers.forEach((layer, place) => {
    let sum = 0;
    for (const query of queries) sum += valueAt(stack, place, query, key) * share;
    if (layer < layers) values[layer] = sum;
  });
  return values;
}

/** The largest of some values, 0 where there is none; what is not a number does not count. */
export function largestOf(values: Iterable<number>): number {
  let largest = 0;
  for (const value of values) if (value > largest) largest = value;
  return largest;
}
