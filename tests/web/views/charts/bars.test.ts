import { describe, expect, it } from 'vitest';
import { layoutBars } from '#views/charts/bars';

const size = { width: 120, height: 20 };

describe('layoutBars', () => {
  it('stand side by side on the lower edge, as high as their share', () => {
    const bars = layoutBars([0.5, 1, 0.25], size);
    expect(bars.map(({ x }) => x)).toEqual([0, 40, 80]);
    expect(bars.map(({ height }) => height)).toEqual([10, 20, 5]);
    for (const { y, height } of bars) expect(y + height).toBe(20);
  });

  it('never leave the chart and never vanish', () => {
    for (const { y, height, width } of layoutBars([-1, 0, 2, Number.NaN], size)) {
      expect(y).toBeGreaterThanOrEqual(0);
      expect(height).toBeGreaterThan(0);
      expect(width).toBeGreaterThan(0);
    }
  });
});
