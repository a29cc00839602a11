import type { LayerOptions } from './options';

/** docs/definitions.md#generation. */
export interface GenerationOptions extends LayerOptions {
  /** Tokens of the prompt, m. */
  readonly promptLength: number;
  /** One forward pass also holds the step that predicts the token after its end: show it. */
  readonly next: boolean;
}

/** What every generated token takes from the tokens before it, after every layer. */
export interface Generation {
  /** m. */
  readonly promptLength: number;
  /** N: step i predicts token m + i from the m + i tokens before it. */
  readonly steps: number;
  readonly layers: number;
  /** Tokens that the last step reads, m + N - 1. */
  readonly tokens: number;
  /** `[step][layer][token]`; 0 where a step does not read that far. */
  readonly values: Float32Array;
}

/** What step `step` takes from each token after layer `layer`, without copying. */
export function stepRow(generation: Generation, step: number, layer: number): Float32Array {
  const { layers, tokens, values } = generation;
  const begin = (step * layers + layer) * tokens;
  return values.subarray(begin, begin + tokens);
}

/** The share of a row that lies on these positions. */
export function shareFrom(row: Float32Array, positions: Iterable<number>): number {
  let all = 0;
  for (const value of row) all += value;
  let some = 0;
  for (const position of positions) some += row[position] ?? 0;
  return all > 0 ? some / all : 0;
}
