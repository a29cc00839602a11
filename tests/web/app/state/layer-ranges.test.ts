import { describe, expect, it } from 'vitest';
import { formatLayerRanges, parseLayerRanges } from '#app/state/layer-ranges';

describe('layers as people write them', () => {
  it('reads single layers and ranges, counted from 1, in any order, once each', () => {
    expect(parseLayerRanges('8, 1-3 2', 12)).toEqual([0, 1, 2, 7]);
    expect(parseLayerRanges('2–4', 12)).toEqual([1, 2, 3]);
  });

  it('takes nothing, and all of them, for all', () => {
    expect(parseLayerRanges('', 12)).toEqual([]);
    expect(parseLayerRanges(' 1-12 ', 12)).toEqual([]);
  });

  it.each(['0', '13', '4-2', '1-', 'a', '1.5', '-3'])('refuses %s of 12', (text) => {
    expect(parseLayerRanges(text, 12)).toBeUndefined();
  });

  it('writes what it reads', () => {
    for (let bits = 1; bits < 2 ** 7 - 1; bits++) {
      const layers = [0, 1, 2, 3, 4, 5, 6].filter((layer) => (bits >> layer) & 1);
      expect(parseLayerRanges(formatLayerRanges(layers), 7)).toEqual(layers);
    }
    expect(formatLayerRanges([0, 1, 2, 3, 7, 8])).toBe('1-4, 8, 9');
  });
});
