import { describe, expect, it } from 'vitest';
import { lightness, parseColour } from '#views/colour/colour';
import {
  type LineSeries,
  layerAt,
  layoutLayerLines,
  lineAt,
  lineColours,
  niceTicks,
} from '#views/layers/layer-lines';
import { darkTheme, lightTheme } from '../theme';

const size = { width: 600, height: 240, characterWidth: 7 };

function series(label: string, values: readonly number[], key = 0): LineSeries {
  return { label, key, values };
}

describe('lines over layers', () => {
  const rising = series('the', [0, 0.1, 0.2, 0.4], 3);
  const falling = series('fox', [0.4, 0.2, 0.1, 0.4], 5);
  const layout = layoutLayerLines([rising, falling], size);

  it('share one scale from 0 to the largest value', () => {
    const [first, second] = layout.lines;
    expect(first?.at(0)?.y).toBe(layout.bottom);
    expect(first?.at(3)?.y).toBe(second?.at(0)?.y);
    expect(first?.at(3)?.y).toBeLessThan(20);
  });

  it('keep their labels apart where they end at the same value', () => {
    const [first, second] = layout.lines.map(({ labelY }) => labelY);
    expect(Math.abs((first ?? 0) - (second ?? 0))).toBeGreaterThanOrEqual(16);
  });

  it('find the layer and the line under a point', () => {
    for (let layer = 0; layer < layout.count; layer++) {
      expect(layerAt(layout, layout.x(layer) + 3)).toBe(layer);
    }
    const point = layout.lines[1]?.at(1) ?? expect.unreachable();
    expect(lineAt(layout, point.x, point.y - 5, 20)?.series.key).toBe(5);
    expect(lineAt(layout, point.x, 0, 20)).toBeUndefined();
  });

  it('stop where a layer has no value and go on after it', () => {
    const gap = layoutLayerLines([series('a', [Number.NaN, 0.1, Number.NaN, 0.2, 0.3])], size);
    expect(gap.lines[0]?.path.match(/[ML]/g)?.join('')).toBe('MML');
  });

  it('stay inside even where nothing can be drawn', () => {
    const empty = layoutLayerLines([], { ...size, width: 60 });
    expect(empty.lines).toEqual([]);
    expect(empty.right).toBeGreaterThan(empty.left);
  });
});

describe('ticks', () => {
  it.each([
    [1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [0.37, 4, [0, 0.1, 0.2, 0.3]],
    [0.0042, 3, [0, 0.002, 0.004]],
    [7, 2, [0, 5]],
  ])('up to %d in at most %d steps are round', (largest, count, ticks) => {
    expect(niceTicks(largest, count)).toEqual(ticks);
  });
});

describe('the colours of lines', () => {
  it.each([
    ['light', lightTheme],
    ['dark', darkTheme],
  ])('differ from each other and stand out from %s paper', (_, theme) => {
    const colours = lineColours(6, theme);
    expect(new Set(colours).size).toBe(6);
    const paper = lightness(parseColour(theme.paper));
    for (const colour of colours) {
      expect(Math.abs(lightness(parseColour(colour)) - paper)).toBeGreaterThan(40);
    }
  });
});
