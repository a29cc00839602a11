import { describe, expect, it } from 'vitest';
import { histogram } from '#views/histogram';
import { curveLayerAt, curveX } from '#views/layer-curve';
import { type LegendLayout, legendValue, legendX } from '#views/legend';

const layout: LegendLayout = { width: 220, histogramHeight: 20, barHeight: 8, inset: 10 };

describe('places on the legend', () => {
  it('and values are inverse to each other', () => {
    for (const value of [0, 0.1, 0.25, 0.4]) {
      expect(legendValue(layout, [0, 0.4], legendX(layout, [0, 0.4], value))).toBeCloseTo(value, 9);
    }
  });

  it('stay on the bar', () => {
    expect(legendX(layout, [0, 1], 7)).toBe(210);
    expect(legendValue(layout, [0, 1], -50)).toBe(0);
  });
});

describe('histogram', () => {
  const grid = { rows: 2, columns: 2, values: Float64Array.from([0.1, 0, 0.6, 1]) };

  it('counts every value once, the largest in the last bin', () => {
    expect([...histogram(grid, [0, 1], 4, false)]).toEqual([2, 0, 1, 1]);
  });

  it('leaves out what a causal model cannot see', () => {
    expect([...histogram(grid, [0, 1], 4, true)]).toEqual([1, 0, 1, 1]);
  });
});

describe('places on the layer curve', () => {
  it('find the layer that stands there', () => {
    const size = { width: 200, height: 40 };
    for (let layer = 0; layer < 12; layer++) {
      expect(curveLayerAt(size, 12, curveX(size, 12, layer))).toBe(layer);
    }
    expect(curveLayerAt(size, 12, -20)).toBe(0);
    expect(curveLayerAt(size, 12, 500)).toBe(11);
  });
});
