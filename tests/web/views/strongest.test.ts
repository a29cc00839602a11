import { describe, expect, it } from 'vitest';
import { strongestCells } from '#views/strongest';

describe('strongestCells', () => {
  it('finds the largest wherever they are', () => {
    expect(strongestCells([0.1, 0.9, 0.3, 0.7], 2)).toEqual([1, 3]);
  });

  it('takes the first of equal values, and never in place of a larger one', () => {
    expect(strongestCells([0.5, 0.5, 0.5, 1], 2)).toEqual([0, 3]);
    expect(strongestCells([0.5, 0.5, 0.5], 3)).toEqual([0, 1, 2]);
  });

  it('leaves out what is 0 or not a number, and gives fewer then', () => {
    expect(strongestCells([0, Number.NaN, 0.25, 0], 3)).toEqual([2]);
    expect(strongestCells([0.5], 20)).toEqual([0]);
  });
});
