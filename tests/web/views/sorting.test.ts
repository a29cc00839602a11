import { describe, expect, it } from 'vitest';
import { sortedPositions } from '#views/sorting';

describe('positions sorted by a column', () => {
  const values = Float64Array.from([0.2, 0.5, Number.NaN, 0.2, 0]);

  it('go up or down, equal values in the order of their positions', () => {
    expect(sortedPositions(values, false)).toEqual([4, 0, 3, 1, 2]);
    expect(sortedPositions(values, true)).toEqual([1, 0, 3, 4, 2]);
  });

  it('sort by text as well', () => {
    expect(sortedPositions(['fox', 'a', 'the', 'a'], false)).toEqual([1, 3, 0, 2]);
  });
});
