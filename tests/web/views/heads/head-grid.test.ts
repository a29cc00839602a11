import { describe, expect, it } from 'vitest';
import { largestOf } from '#views/heads/head-grid';
import { headRect, headUnder, layoutHeadGrid, movedHead } from '#views/heads/layout';

const shape = { layers: 3, heads: 5 };

describe('layoutHeadGrid', () => {
  it('fills the width it has, up to a largest thumbnail', () => {
    const layout = layoutHeadGrid(shape, 326, 20);
    expect(layout.width).toBeLessThanOrEqual(326);
    expect(layout.step).toBe(60);
    expect(layoutHeadGrid(shape, 4000, 20).width).toBeLessThan(600);
  });

  it('is wider than its box rather than smaller than can be hit', () => {
    const layout = layoutHeadGrid(shape, 100, 44);
    expect(layout.step).toBe(44);
    expect(layout.width).toBeGreaterThan(100);
  });
});

it('places the heads around the shown one where layers are very many', () => {
  const layout = layoutHeadGrid({ layers: 100_000, heads: 2 }, 326, 20, { layer: 5000, head: 0 });
  expect(layout.layers.to - layout.layers.from).toBe(128);
  expect(layout.height).toBeLessThan(128 * 150);
  const { x, y } = headRect(layout, { layer: 5000, head: 1 });
  expect(headUnder(layout, x, y)).toEqual({ layer: 5000, head: 1 });
});

describe('headUnder', () => {
  const layout = layoutHeadGrid(shape, 326, 20);

  it('finds every head by its middle and by its corners', () => {
    for (let layer = 0; layer < shape.layers; layer++) {
      for (let head = 0; head < shape.heads; head++) {
        const { x, y, width, height } = headRect(layout, { layer, head });
        for (const [right, down] of [
          [width / 2, height / 2],
          [0, 0],
          [width - 1, height - 1],
        ]) {
          const found = headUnder(layout, x + (right ?? 0), y + (down ?? 0));
          expect(found).toEqual({ layer, head });
        }
      }
    }
  });

  it('finds none on the labels and outside', () => {
    expect(headUnder(layout, layout.left - 1, 100)).toBeUndefined();
    expect(headUnder(layout, 100, layout.top - 1)).toBeUndefined();
    expect(headUnder(layout, layout.width + 1, 100)).toBeUndefined();
    expect(headUnder(layout, 100, layout.height + 1)).toBeUndefined();
  });
});

describe('movedHead', () => {
  it('moves by arrows and to the ends, and stays inside', () => {
    const parts = { layers: { from: 0, to: 3 }, heads: { from: 0, to: 5 } };
    const from = { layer: 1, head: 2 };
    expect(movedHead(from, 'ArrowUp', parts)).toEqual({ layer: 0, head: 2 });
    expect(movedHead(from, 'ArrowDown', parts)).toEqual({ layer: 2, head: 2 });
    expect(movedHead({ layer: 2, head: 0 }, 'ArrowDown', parts)).toEqual({ layer: 2, head: 0 });
    expect(movedHead({ layer: 2, head: 0 }, 'ArrowLeft', parts)).toEqual({ layer: 2, head: 0 });
    expect(movedHead(from, 'End', parts)).toEqual({ layer: 1, head: 4 });
    expect(movedHead(from, 'Home', parts)).toEqual({ layer: 1, head: 0 });
    expect(movedHead(from, 'PageDown', parts)).toEqual({ layer: 2, head: 2 });
    expect(movedHead(from, 'x', parts)).toBeUndefined();
  });
});

describe('largestOf', () => {
  it('looks at one head of one layer', () => {
    const values = Float32Array.from({ length: 2 * 3 * 4 }, (_, place) => place);
    const stack = { layers: 2, heads: 3, rows: 2, columns: 2, values };
    expect(largestOf(stack, { layer: 0, head: 1 })).toBe(7);
    expect(largestOf(stack, { layer: 1, head: 2 })).toBe(23);
  });
});
