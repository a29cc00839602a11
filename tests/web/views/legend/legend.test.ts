import { describe, expect, it } from 'vitest';
import { histogram } from '#views/charts/histogram';
import { linearScale, logScale, rankScale, rowScale } from '#views/colour/scale';
import { curveLayerAt, curveX } from '#views/layers/layer-curve';
import {
  isClampable,
  type LegendLayout,
  legendValue,
  legendX,
  scaleNumbers,
} from '#views/legend/legend';

const layout: LegendLayout = { width: 220, histogramHeight: 20, barHeight: 8, inset: 10 };

describe('places on the legend', () => {
  it('and values are inverse to each other', () => {
    const axis = linearScale([0, 0.4]);
    for (const value of [0, 0.1, 0.25, 0.4]) {
      expect(legendValue(layout, axis, legendX(layout, axis, value))).toBeCloseTo(value, 9);
    }
  });

  it('stay on the bar', () => {
    expect(legendX(layout, linearScale([0, 1]), 7)).toBe(210);
    expect(legendValue(layout, linearScale([0, 1]), -50)).toBe(0);
  });
});

describe('the numbers of a legend', () => {
  it('stand at its ends and its middle', () => {
    expect(scaleNumbers(linearScale([0, 0.42]))).toEqual(['0', '0.21', '0.42']);
  });

  it('say of a logarithmic scale that its lowest colour holds all that is smaller', () => {
    expect(scaleNumbers(logScale([1e-4, 1]))).toEqual(['≤ 0.0001', '0.01', '1']);
  });

  it('say of ranks which value half of the cells lie below', () => {
    const [low, middle, high] = scaleNumbers(rankScale(Float64Array.from([0, 0, 0.2, 0.7])));
    expect([low, middle, high]).toEqual(['smallest 0', 'half are below 0.2', 'largest 0.7']);
  });

  it('can be moved only where the scale has ends of its own', () => {
    expect([linearScale([0, 1]), logScale([1e-4, 1]), rowScale()].map(isClampable)).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('histogram', () => {
  const grid = { rows: 2, columns: 2, values: Float64Array.from([0.1, 0, 0.6, 1]) };

  it('counts every value once, the largest in the last bin', () => {
    expect([...histogram(grid, linearScale([0, 1]), 4, false)]).toEqual([2, 0, 1, 1]);
  });

  it('leaves out what a causal model cannot see', () => {
    expect([...histogram(grid, linearScale([0, 1]), 4, true)]).toEqual([1, 0, 1, 1]);
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
