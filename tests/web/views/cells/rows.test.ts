import { describe, expect, it } from 'vitest';
import type { MatrixStack } from '#model/matrix';
import {
  combinedRow,
  layerMaxima,
  layerMinima,
  placeOfLayer,
  rowsByLargest,
  shareFromOthers,
  strongestSources,
  sumsToOne,
  valueByLayer,
} from '#views/cells/rows';

/** Layers 1 and 2 of a rollout that starts at layer 1; two positions. */
const stack: MatrixStack = {
  method: 'rollout',
  layers: [1, 2],
  queries: 2,
  keys: 2,
  values: Float64Array.from([0.75, 0.25, 0, 1, 0.5, 0.5, 0.25, 0.75]),
};

describe('placeOfLayer', () => {
  it('finds a layer, or the nearest one that the stack holds', () => {
    expect(placeOfLayer(stack, 2)).toBe(1);
    expect(placeOfLayer(stack, 0)).toBe(0);
    expect(placeOfLayer(stack, 9)).toBe(1);
  });

  it('takes the lower of two that are as near', () => {
    const layers = [2, 4, 9, 10];
    const nearest = Array.from({ length: 13 }, (_, layer) =>
      placeOfLayer({ ...stack, layers }, layer),
    );
    expect(nearest).toEqual([0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]);
  });
});

describe('strongestSources', () => {
  it('is the beginning of all of them sorted, equal values by position', () => {
    let state = 11;
    const row = Array.from({ length: 500 }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state % 13 === 0 ? Number.NaN : Math.floor(state / 2 ** 27) - 2;
    });
    const sorted = row
      .map((value, key) => ({ key, value }))
      .filter(({ value }) => value > 0)
      .sort((one, other) => other.value - one.value || one.key - other.key);
    for (const count of [0, 1, 3, 40, 500]) {
      expect(strongestSources(row, count)).toEqual(sorted.slice(0, count));
    }
  });
});

describe('combinedRow', () => {
  it('is the row of one position', () => {
    expect([...combinedRow(stack, 0, [0])]).toEqual([0.75, 0.25]);
  });

  it('averages the rows of several', () => {
    expect([...combinedRow(stack, 0, [0, 1])]).toEqual([0.375, 0.625]);
  });

  it('sums the rows of several where that is wanted', () => {
    expect([...combinedRow(stack, 0, [0, 1], 'sum')]).toEqual([0.75, 1.25]);
  });

  it('is 0 where nothing is chosen', () => {
    expect([...combinedRow(stack, 0, [])]).toEqual([0, 0]);
  });
});

describe('strongestSources', () => {
  it('go from large to small, ties by position, without what is 0', () => {
    expect(strongestSources([0.2, 0, 0.5, 0.2, 0.1], 3)).toEqual([
      { key: 2, value: 0.5 },
      { key: 0, value: 0.2 },
      { key: 3, value: 0.2 },
    ]);
    expect(strongestSources([0, 0], 3)).toEqual([]);
  });
});

describe('sumsToOne', () => {
  it('accepts rounding and nothing more', () => {
    expect(sumsToOne([0.5, 0.5])).toBe(true);
    expect(sumsToOne([0.5, 0.495])).toBe(true);
    expect(sumsToOne([0.5, 0.48])).toBe(false);
    expect(sumsToOne([1, 1])).toBe(false);
  });
});

describe('shareFromOthers', () => {
  it('is what is not on the diagonal, as a share of the row', () => {
    expect(shareFromOthers(stack, 0)).toEqual([0.25, 0.5]);
    expect(shareFromOthers(stack, 1)).toEqual([0, 0.25]);
  });
});

describe('layerMaxima', () => {
  it('are the largest value of each matrix', () => {
    expect(layerMaxima(stack)).toEqual([1, 0.75]);
  });
});

describe('valueByLayer', () => {
  it('follows one pair through the layers and leaves out those that are not there', () => {
    expect(valueByLayer(stack, 3, [1], 1)).toEqual([Number.NaN, 1, 0.75]);
  });
});

describe('layerMinima', () => {
  it('finds the smallest value above 0 of every layer', () => {
    expect(layerMinima(stack)).toEqual([0.25, 0.25]);
    expect(layerMinima({ ...stack, values: new Float64Array(8) })).toEqual([
      Number.NaN,
      Number.NaN,
    ]);
  });
});

describe('rowsByLargest', () => {
  it('makes the largest value of every row 1 and leaves rows of zeros', () => {
    const values = Float64Array.from([0.25, 0.5, 0, 0, Number.NaN, 4]);
    const { values: divided } = rowsByLargest({ rows: 3, columns: 2, values });
    expect([...divided]).toEqual([0.5, 1, 0, 0, Number.NaN, 1]);
  });
});
