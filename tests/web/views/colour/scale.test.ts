import { describe, expect, it } from 'vitest';
import {
  type ColourScale,
  entryOf,
  linearScale,
  logScale,
  rankScale,
  rowScale,
  shareOnScale,
  valueOnScale,
} from '#views/colour/scale';

const values = Float64Array.from({ length: 1000 }, (_, at) => ((at * 37) % 1000) / 1000).sort();
const scales: Readonly<Record<string, ColourScale>> = {
  linear: linearScale([0, 0.4]),
  log: logScale([1e-4, 1]),
  rank: rankScale(values),
  row: rowScale(),
};

describe.each(Object.entries(scales))('a scale of kind %s', (_, scale) => {
  it('gives its ends the ends of the table', () => {
    const [low, high] = scale.range;
    expect([entryOf(scale, low), entryOf(scale, high)]).toEqual([0, 255]);
    expect([entryOf(scale, low - 1), entryOf(scale, high + 1)]).toEqual([0, 255]);
  });

  it('never gives a larger value a lower entry', () => {
    const entries = [...values].map((value) => entryOf(scale, value));
    expect(entries).toEqual([...entries].sort((one, other) => one - other));
  });

  it('finds the value at a place and the place of a value', () => {
    for (const share of [0, 0.1, 0.25, 0.5, 0.9, 1]) {
      expect(shareOnScale(scale, valueOnScale(scale, share))).toBeCloseTo(share, 2);
    }
  });
});

describe('a logarithmic scale', () => {
  it('gives every power of ten as many entries', () => {
    const log = logScale([1e-4, 1]);
    // A value at the border of two entries may fall into either.
    expect(entryOf(log, 0.01 * 1.001)).toBe(128);
    expect(entryOf(log, 0.1 * 1.001)).toBe(192);
    expect(entryOf(log, 0.001 * 1.001)).toBe(64);
  });
});

describe('ranks', () => {
  it('give every entry as many values', () => {
    const rank = rankScale(Float64Array.from({ length: 2560 }, (_, at) => at ** 3));
    const counts = new Array<number>(256).fill(0);
    for (let at = 0; at < 2560; at++) {
      const entry = entryOf(rank, at ** 3);
      counts[entry] = (counts[entry] ?? 0) + 1;
    }
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2);
  });

  it('give the same value the same entry, and many zeros the lowest', () => {
    const rank = rankScale(Float64Array.from([0, 0, 0, 0, 0, 0, 0.1, 0.2]));
    expect(entryOf(rank, 0)).toBe(0);
    expect(entryOf(rank, 0.1)).toBeGreaterThan(150);
  });
});
