import { describe, expect, it } from 'vitest';
import { type Agreements, correlationsOf, summaries, summarise } from '#model/faithfulness';

describe('summarise', () => {
  it('gives mean and standard deviation of a sample, with n - 1', () => {
    const { mean, std } = summarise([0.2, 0.4, 0.9]);
    expect(mean).toBeCloseTo(0.5, 14);
    expect(std).toBeCloseTo(Math.sqrt((0.09 + 0.01 + 0.16) / 2), 14);
  });

  it('counts what is undefined and leaves it out of the mean', () => {
    expect(summarise([0.25, Number.NaN, 0.75])).toMatchObject({ mean: 0.5, undefined: 1 });
  });

  it('gives no number where there are too few', () => {
    const nothing = { mean: undefined, std: undefined, interval: undefined };
    expect(summarise([Number.NaN])).toEqual({ ...nothing, undefined: 1 });
    expect(summarise([0.5])).toEqual({ ...nothing, mean: 0.5, undefined: 0 });
  });

  it('gives the same interval every time, and none wider than the values', () => {
    const values = Array.from({ length: 30 }, (_, index) => Math.sin(index));
    const { interval } = summarise(values);
    expect(summarise(values).interval).toEqual(interval);
    expect(interval?.[0]).toBeGreaterThan(Math.min(...values));
    expect(interval?.[1]).toBeLessThan(Math.max(...values));
  });

  it('has the width that the normal distribution of a mean leads one to expect', () => {
    const values = Array.from({ length: 400 }, (_, index) => Math.sin(index * index));
    const { mean = 0, std = 0, interval = [0, 0] } = summarise(values);
    const half = (1.96 * std) / Math.sqrt(values.length);
    expect(interval[0]).toBeCloseTo(mean - half, 2);
    expect(interval[1]).toBeCloseTo(mean + half, 2);
  });

  it('has an interval of no width where all values are the same', () => {
    expect(summarise([0.5, 0.5, 0.5]).interval).toEqual([0.5, 0.5]);
  });
});

describe('summaries', () => {
  it('has one row for each layer', () => {
    const agreements: Agreements = {
      samples: [0, 1],
      layers: 2,
      correlations: { raw: Float64Array.of(0, 1, 0.5, Number.NaN) },
    };
    expect(correlationsOf(agreements, 'raw', 0)).toEqual([0, 0.5]);
    expect(summaries(agreements, 'raw').map(({ mean }) => mean)).toEqual([0.25, 1]);
  });
});
