/** Attention made for tests: text as a user's file would hold it. */

/** A small generator with a seed, so that a failing case can be run again (Park and Miller 1988). */
export function randomNumbers(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

export interface Shape {
  readonly layers: number;
  readonly heads: number;
  readonly tokens: number;
}

/** Rows that sum to 1, `[layer][head][query][key]`; with `causal` zeros above the diagonal. */
export function randomWeights(
  { layers, heads, tokens }: Shape,
  seed: number,
  causal = false,
): number[][][][] {
  const random = randomNumbers(seed);
  const repeat = <T>(count: number, make: (index: number) => T) =>
    Array.from({ length: count }, (_, index) => make(index));
  return repeat(layers, () =>
    repeat(heads, () =>
      repeat(tokens, (query) => {
        const row = repeat(tokens, (key) => (causal && key > query ? 0 : random() ** 4));
        const sum = row.reduce((total, weight) => total + weight, 0);
        return row.map((weight) => weight / sum);
      }),
    ),
  );
}

export function randomFile(shape: Shape, seed: number, causal = false): string {
  return JSON.stringify({
    model: 'random',
    tokens: Array.from({ length: shape.tokens }, (_, index) => `token ${index}`),
    attentions: randomWeights(shape, seed, causal),
  });
}
