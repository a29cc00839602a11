import type { AgreementMethod } from '#wasm';

export type Method = AgreementMethod;

/** One matrix for each of some layers: what every view draws. */
export interface MatrixStack {
  readonly method: Method;
  /** Which layer each matrix belongs to, counted from 0 and ascending. */
  readonly layers: readonly number[];
  /** Rows are queries (output positions), columns are keys (input tokens). */
  readonly queries: number;
  readonly keys: number;
  /** `[layers.length][queries][keys]`, row-major. */
  readonly values: Float32Array | Float64Array;
}

/** The matrix of the stack's `index`-th layer, without copying. */
export function matrixAt(stack: MatrixStack, index: number): Float32Array | Float64Array {
  const size = stack.queries * stack.keys;
  return stack.values.subarray(index * size, (index + 1) * size);
}

/** Value at [index][query][key]. */
export function valueAt(stack: MatrixStack, index: number, query: number, key: number): number {
  return stack.values[(index * stack.queries + query) * stack.keys + key] ?? Number.NaN;
}

/**
 * Layers of an evolution picture: all up to 6, else `0, s, 2s, 3s, L-1` with `s = floor(L/4)`;
 * docs/definitions.md#evolution.
 */
export function evolutionLayers(layers: number): number[] {
  if (layers <= 6) return Array.from({ length: layers }, (_, layer) => layer);
  const step = Math.floor(layers / 4);
  return [0, step, 2 * step, 3 * step, layers - 1];
}
