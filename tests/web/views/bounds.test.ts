import { describe, expect, it } from 'vitest';
import { largestOfGroups, linePlaces, mostListed, partAround, strideOf } from '#views/bounds';

describe('partAround', () => {
  it.each([
    [0, 5, { from: 0, to: 5 }],
    [0, 1000, { from: 0, to: mostListed }],
    [500, 1000, { from: 500 - mostListed / 2, to: 500 + mostListed / 2 }],
    [999, 1000, { from: 1000 - mostListed, to: 1000 }],
    [5000, 1000, { from: 1000 - mostListed, to: 1000 }],
  ])('around %d of %d', (at, count, part) => {
    expect(partAround(at, count)).toEqual(part);
  });
});

describe('largestOfGroups', () => {
  it('keeps few values as they are', () => {
    expect(largestOfGroups([3, 1, 2])).toEqual([3, 1, 2]);
  });

  it('keeps the largest of neighbours, and no more groups than asked for', () => {
    expect(largestOfGroups([1, 9, 2, 3, Number.NaN, 4, 5], 3)).toEqual([9, 4, 5]);
    const values = Array.from({ length: 100_001 }, (_, at) => at);
    const groups = largestOfGroups(values);
    expect(groups.length).toBeLessThanOrEqual(mostListed);
    expect(groups).toHaveLength(Math.ceil(values.length / strideOf(values.length)));
    expect(groups.at(-1)).toBe(100_000);
  });
});

describe('linePlaces', () => {
  it('draws every value where there is a pixel for each', () => {
    expect(linePlaces([1, 2, 3], 10)).toEqual([0, 1, 2]);
  });

  it('keeps the smallest and the largest of every column, in their order', () => {
    const values = [5, 1, 2, 9, 3, 3, 3, 0];
    expect(linePlaces(values, 2)).toEqual([1, 3, 4, 7]);
    const spike = Array.from({ length: 100_000 }, (_, at) => (at === 54_321 ? 1 : 0));
    const places = linePlaces(spike, 300);
    expect(places).toContain(54_321);
    expect(places.length).toBeLessThanOrEqual(600);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });
});
