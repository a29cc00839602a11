import { describe, expect, it } from 'vitest';
import { type PaintOptions, paintCells } from '#views/cells/paint';

const table = Uint32Array.from({ length: 256 }, (_, index) => 0xff000000 + index);
const options: PaintOptions = { table, range: [0, 1], causal: false };

function paint(rows: number, columns: number, values: number[], changed: Partial<PaintOptions>) {
  const out = new Uint32Array(rows * columns);
  const all = { row0: 0, row1: rows, column0: 0, column1: columns };
  const grid = { rows, columns, values: Float64Array.from(values) };
  paintCells(grid, all, { ...options, ...changed }, out);
  return [...out].map((pixel) => (pixel === 0 ? undefined : pixel - 0xff000000));
}

describe('paintCells', () => {
  it('looks every value up in the table, ends included', () => {
    expect(paint(1, 4, [0, 0.25, 0.5, 1], {})).toEqual([0, 64, 128, 255]);
  });

  it('gives values outside the range its end colours', () => {
    expect(paint(1, 4, [0.1, 0.2, 0.4, 0.9], { range: [0.2, 0.4] })).toEqual([0, 0, 255, 255]);
  });

  it('leaves what a causal model cannot see transparent, and paints a true zero', () => {
    expect(paint(2, 2, [1, 0, 0, 1], { causal: true })).toEqual([255, undefined, 0, 255]);
  });

  it('leaves what is not a number transparent', () => {
    expect(paint(1, 2, [Number.NaN, 0], {})).toEqual([undefined, 0]);
  });

  it('paints only the window', () => {
    const values = Float64Array.from([0, 0, 0, 0, 0, 1, 0, 0, 0]);
    const out = new Uint32Array(2);
    const window = { row0: 1, row1: 2, column0: 1, column1: 3 };
    paintCells({ rows: 3, columns: 3, values }, window, options, out);
    expect([...out]).toEqual([table[0], table[255]]);
  });
});
