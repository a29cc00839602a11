import type { MatrixStack } from './matrix';
import type { Residual, RolloutOptions } from './options';

/**
 * What raw attention or rollout gives where every position of a causal model looks at itself and at
 * every token before it alike: the baseline that a first token's share is set against. The residual
 * and the start layer are those of `options`; nothing is discarded. `[layers][n][n]` like `stack`.
 * A product with uniform attention is a running mean of rows: O(layers of the model · n²).
 */
export function uniformCausalStack(
  stack: Pick<MatrixStack, 'method' | 'layers' | 'queries' | 'keys'>,
  { residual, startLayer }: Pick<RolloutOptions, 'residual' | 'startLayer'>,
): MatrixStack {
  const { method, layers, queries: n } = stack;
  const size = n * n;
  const values = new Float32Array(layers.length * size);
  const last = layers.at(-1) ?? 0;
  let below = new Float64Array(size);
  for (let query = 0; query < n; query++) below[query * n + query] = 1;
  if (method === 'raw') {
    below = running(below, n);
    for (const place of layers.keys()) values.set(below, place * size);
    return { method, layers, queries: n, keys: n, values };
  }
  const places = new Map(layers.map((layer, place) => [layer, place]));
  for (let layer = startLayer; layer <= last; layer++) {
    below = composed(below, n, residual, layer > startLayer);
    const place = places.get(layer);
    if (place !== undefined) values.set(below, place * size);
  }
  return { method, layers, queries: n, keys: n, values };
}

/** One layer on top of what is below; docs/definitions.md#residual. */
function composed(
  below: Float64Array<ArrayBuffer>,
  n: number,
  residual: Residual,
  above: boolean,
): Float64Array<ArrayBuffer> {
  switch (residual.kind) {
    case 'none':
      return running(below, n);
    case 'recurrent':
      return running(above ? withIdentity(below, n) : below, n);
    case 'add':
      return running(below, n).map((value, at) => value + (below[at] as number));
    case 'average': {
      const { weight } = residual;
      return running(below, n).map(
        (value, at) => (1 - weight) * value + weight * (below[at] as number),
      );
    }
  }
}

function withIdentity(matrix: Float64Array<ArrayBuffer>, n: number): Float64Array<ArrayBuffer> {
  return matrix.map((value, at) => (at % (n + 1) === 0 ? value + 1 : value));
}

/** Row i becomes the mean of the rows 0 to i. */
function running(below: Float64Array<ArrayBuffer>, n: number): Float64Array<ArrayBuffer> {
  const above = new Float64Array(n * n);
  const sums = new Float64Array(n);
  for (let query = 0; query < n; query++) {
    for (let key = 0; key < n; key++) {
      sums[key] = (sums[key] as number) + (below[query * n + key] as number);
      above[query * n + key] = (sums[key] as number) / (query + 1);
    }
  }
  return above;
}
