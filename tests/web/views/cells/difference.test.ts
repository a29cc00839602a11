import { describe, expect, it } from 'vitest';
import { differenceOf } from '#views/cells/difference';

const shape = { rows: 3, columns: 3 };

describe('differenceOf', () => {
  const one = Float32Array.of(0.5, 0.25, 0, 0, 1, 0.5, 0.25, 0.25, 0.75);
  const other = Float64Array.of(0.25, 0.25, 0.5, 0, 0, 0.5, 0.25, 1, 0);

  it('subtracts cell by cell and finds where it is largest, whatever its sign', () => {
    const { levels, largest, at, mean } = differenceOf(one, other, shape, false);
    expect([...(levels[0]?.values ?? [])]).toEqual([0.25, 0, -0.5, 0, 1, 0, 0, -0.75, 0.75]);
    expect([largest, at]).toEqual([1, [1, 1]]);
    expect(mean).toBeCloseTo(3.25 / 9, 12);
  });

  it('keeps in coarse cells what is furthest from 0, with its sign', () => {
    const { levels } = differenceOf(one, other, shape, false);
    expect([...(levels[1]?.values ?? [])]).toEqual([1, -0.5, -0.75, 0.75]);
    expect([...(levels[2]?.values ?? [])]).toEqual([1]);
  });

  it('leaves out cells that do not exist', () => {
    const { levels, largest, mean } = differenceOf(one, other, shape, true);
    expect(levels[0]?.values[2]).toBeNaN();
    expect([largest, mean]).toEqual([1, (0.25 + 1 + 0.75 + 0.75) / 6]);
    const gaps = Float32Array.of(Number.NaN, 0, 0, 0, 0, 0, 0, 0, 0);
    expect(differenceOf(gaps, one, shape, false).levels[0]?.values[0]).toBeNaN();
  });
});
