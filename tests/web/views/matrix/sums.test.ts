import { describe, expect, it } from 'vitest';
import { bars, matrixSums } from '#views/matrix/sums';

describe('the sums of a matrix', () => {
  const grid = {
    rows: 3,
    columns: 3,
    values: Float64Array.from([0.5, 9, 9, 0.25, 0.5, 9, Number.NaN, 0.25, 0.5]),
  };

  it('add up rows and columns, what is not a number left out', () => {
    const { rows, columns } = matrixSums(grid, false);
    expect([...rows]).toEqual([18.5, 9.75, 0.75]);
    expect([...columns]).toEqual([0.75, 9.75, 18.5]);
  });

  it('leave out what a causal model cannot see', () => {
    const { rows, columns, largestRow, largestColumn } = matrixSums(grid, true);
    expect([...rows]).toEqual([0.5, 0.75, 0.75]);
    expect([...columns]).toEqual([0.75, 0.75, 0.5]);
    expect([largestRow, largestColumn]).toEqual([0.75, 0.75]);
  });
});

describe('bars of sums', () => {
  it('are one a position where a position covers a pixel', () => {
    const made = bars(Float64Array.from([1, 2, 4]), 0, 3, 5, 4);
    expect(made.map(({ share }) => share)).toEqual([0.25, 0.5, 1]);
  });

  it('show the largest of the positions on a pixel, and never lose one', () => {
    const sums = new Float64Array(1000);
    sums[537] = 3;
    const made = bars(sums, 0, 1000, 0.3, 3);
    expect(made).toHaveLength(250);
    expect(made.filter(({ share }) => share === 1)).toHaveLength(1);
    expect(made.at(-1)?.to).toBe(1000);
  });
});
