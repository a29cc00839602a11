import { describe, expect, it } from 'vitest';
import type { MatrixStack } from '#model/matrix';
import type { Residual } from '#model/options';
import { uniformCausalStack } from '#model/uniform-causal';

const n = 5;
const layers = [0, 1, 2, 3];

type Matrix = number[][];

const uniform: Matrix = Array.from({ length: n }, (_, query) =>
  Array.from({ length: n }, (_, key) => (key <= query ? 1 / (query + 1) : 0)),
);

function plus(one: Matrix, other: Matrix, share = 1): Matrix {
  return one.map((row, i) => row.map((value, j) => value + share * (other[i]?.[j] ?? 0)));
}

function times(one: Matrix, other: Matrix): Matrix {
  return one.map((row) =>
    other.map((_, j) => row.reduce((sum, value, k) => sum + value * (other[k]?.[j] ?? 0), 0)),
  );
}

const identity: Matrix = uniform.map((row, i) => row.map((_, j) => (i === j ? 1 : 0)));

/** Rollout of uniform attention by plain matrix products, from the formulas of docs/definitions.md#residual. */
function rollout(residual: Residual, from: number, to: number): Matrix {
  const scaled = (matrix: Matrix, share: number) => matrix.map((row) => row.map((v) => v * share));
  const layer =
    residual.kind === 'average'
      ? plus(scaled(uniform, 1 - residual.weight), identity, residual.weight)
      : residual.kind === 'add'
        ? plus(uniform, identity)
        : uniform;
  let result = layer;
  for (let above = from + 1; above <= to; above++) {
    result = times(layer, residual.kind === 'recurrent' ? plus(result, identity) : result);
  }
  return result;
}

function expectStack(stack: MatrixStack, place: number, matrix: Matrix): void {
  matrix.flat().forEach((value, at) => {
    expect(stack.values[place * n * n + at]).toBeCloseTo(value, 6);
  });
}

const residuals: readonly Residual[] = [
  { kind: 'average', weight: 0.5 },
  { kind: 'average', weight: 0.2 },
  { kind: 'add' },
  { kind: 'recurrent' },
  { kind: 'none' },
];

describe('attention that looks at all earlier tokens alike', () => {
  it.each(residuals)('rolls out as its matrix product does: $kind $weight', (residual) => {
    const shape = { method: 'rollout', layers, queries: n, keys: n } as const;
    const stack = uniformCausalStack(shape, { residual, startLayer: 0 });
    for (const layer of layers) expectStack(stack, layer, rollout(residual, 0, layer));
  });

  it('starts where the rollout starts', () => {
    const residual = { kind: 'average', weight: 0.5 } as const;
    const shape = { method: 'rollout', layers: [2, 3], queries: n, keys: n } as const;
    const stack = uniformCausalStack(shape, { residual, startLayer: 2 });
    expectStack(stack, 0, rollout(residual, 2, 2));
    expectStack(stack, 1, rollout(residual, 2, 3));
  });

  it('is the same in every layer where layers are not joined', () => {
    const shape = { method: 'raw', layers, queries: n, keys: n } as const;
    const stack = uniformCausalStack(shape, { residual: { kind: 'none' }, startLayer: 0 });
    for (const layer of layers) expectStack(stack, layer, uniform);
  });
});
