/** Numbers in [0, 1) that a seed decides: mulberry32. */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export interface Shape {
  readonly layers: number;
  readonly heads: number;
  readonly tokens: number;
}

/** `[layer][head][query][key]`: positive rows that sum to 1, the same for the same seed. */
export function randomAttention({ layers, heads, tokens }: Shape, seed: number): number[][][][] {
  const next = numbersFrom(seed);
  const row = () => {
    const weights = Array.from({ length: tokens }, () => Number((0.01 + next() ** 4).toFixed(4)));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  };
  const matrix = () => Array.from({ length: tokens }, row);
  return Array.from({ length: layers }, () => Array.from({ length: heads }, matrix));
}

export function tokensOf(count: number): string[] {
  return Array.from({ length: count }, (_, position) => `w${position}`);
}

export function fileOf(attentions: number[][][][]): string {
  const tokens = tokensOf(attentions[0]?.[0]?.length ?? 0);
  return JSON.stringify({ format: 'headwater/1', model: 'generated', tokens, attentions });
}

/** Heads averaged and half the identity added: the default layer matrices. */
export function capacitiesOf(attentions: number[][][][]): number[][][] {
  return attentions.map((heads) => {
    const n = heads[0]?.length ?? 0;
    return Array.from({ length: n }, (_, query) =>
      Array.from({ length: n }, (_, key) => {
        const sum = heads.reduce((total, head) => total + (head[query]?.[key] ?? 0), 0);
        return (0.5 * sum) / heads.length + (query === key ? 0.5 : 0);
      }),
    );
  });
}
