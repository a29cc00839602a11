import { describe, expect, it } from 'vitest';
import {
  cellAt,
  columnAt,
  columnX,
  fitted,
  labelledColumns,
  labelledRows,
  labelStep,
  layoutMatrix,
  lineHeight,
  type MatrixLayout,
  refitted,
  revealCell,
  rowAt,
  rowY,
  type Transform,
  visibleCells,
} from '#views/matrix/layout';

function layout(
  rows: number,
  columns = rows,
  changed: { width?: number; height?: number; transform?: Transform; label?: string } = {},
): MatrixLayout {
  const label = changed.label ?? 'token';
  return layoutMatrix({
    width: changed.width ?? 500,
    height: changed.height ?? 500,
    rowLabels: Array.from({ length: rows }, () => label),
    columnLabels: Array.from({ length: columns }, () => label),
    characterWidth: 7,
    transform: changed.transform ?? fitted,
  });
}

/** Zoomed by k about the upper left corner of the plot. */
function zoomed(rows: number, k: number): MatrixLayout {
  const { plot } = layout(rows);
  return layout(rows, rows, { transform: { k, x: plot.x * (1 - k), y: plot.y * (1 - k) } });
}

describe('layoutMatrix', () => {
  it('draws square cells inside the picture', () => {
    for (const n of [1, 8, 51, 512, 4096]) {
      const { plot, cellWidth, cellHeight } = layout(n);
      expect(cellWidth).toBeCloseTo(cellHeight, 9);
      expect(plot.x + plot.width).toBeLessThanOrEqual(500);
      expect(plot.y + plot.height).toBeLessThanOrEqual(500);
      expect(plot.width).toBeGreaterThan(300);
    }
  });

  it('lets very long shapes fill the picture with cells that are not square', () => {
    const { plot, cellWidth, cellHeight } = layout(4, 100);
    expect(cellWidth).toBeLessThan(cellHeight);
    expect(plot.height).toBeGreaterThan(300);
  });

  it('turns the labels of the keys upright where they do not fit side by side', () => {
    expect(layout(8).upright).toBe(false);
    expect(layout(51).upright).toBe(true);
  });

  it('gives long labels no more than a fourth of the width', () => {
    const { plot } = layout(8, 8, { width: 200, label: 'incomprehensibilities' });
    expect(plot.x).toBeLessThan(80);
  });
});

describe('hit tests', () => {
  it('find the cell under the middle of every cell, at any zoom', () => {
    for (const picture of [layout(8), layout(8, 3), zoomed(8, 2)]) {
      const { row0, row1, column0, column1 } = visibleCells(picture);
      for (let query = row0; query < row1; query++) {
        for (let key = column0; key < column1; key++) {
          const x = columnX(picture, key) + picture.cellWidth / 2;
          const y = rowY(picture, query) + picture.cellHeight / 2;
          expect(cellAt(picture, x, y)).toEqual({ query, key });
          expect(rowAt(picture, y)).toBe(query);
          expect(columnAt(picture, x)).toBe(key);
        }
      }
    }
  });

  it('find nothing outside the plot', () => {
    const picture = layout(8);
    const { plot } = picture;
    expect(cellAt(picture, plot.x - 1, plot.y + 1)).toBeUndefined();
    expect(cellAt(picture, plot.x + 1, plot.y - 1)).toBeUndefined();
    expect(cellAt(picture, plot.x + plot.width, plot.y + 1)).toBeUndefined();
    expect(cellAt(picture, plot.x + 1, plot.y + plot.height)).toBeUndefined();
  });
});

describe('visibleCells', () => {
  it('are all cells when the matrix is fitted', () => {
    expect(visibleCells(layout(37))).toEqual({ row0: 0, row1: 37, column0: 0, column1: 37 });
  });

  it('are the upper left quarter when zoomed twofold into that corner', () => {
    expect(visibleCells(zoomed(8, 2))).toEqual({ row0: 0, row1: 4, column0: 0, column1: 4 });
  });
});

describe('labels', () => {
  it('stand at every position while cells are as high as a line', () => {
    expect(labelStep(lineHeight)).toBe(1);
  });

  it('thin out in steps of 1, 2, 5, 10 and so on, never closer than a line', () => {
    for (const size of [40, 14, 7.4, 5, 3, 1.6, 0.1, 0.02]) {
      const step = labelStep(size);
      expect(String(step)).toMatch(/^(1|2|5)0*$/);
      expect(step * size).toBeGreaterThanOrEqual(lineHeight);
    }
  });

  it('stand at multiples of the step among what is visible', () => {
    const rows = labelledRows(layout(100));
    const step = labelStep(layout(100).cellHeight);
    expect(step).toBeGreaterThan(1);
    expect(rows[0]).toBe(0);
    for (const row of rows) expect(row % step).toBe(0);
    expect(labelledColumns(layout(100)).length).toBe(rows.length);
  });
});

describe('revealCell', () => {
  it('leaves a visible cell where it is', () => {
    const picture = zoomed(8, 2);
    expect(revealCell(picture, { query: 1, key: 2 })).toEqual(picture.transform);
  });

  it('moves a hidden cell into the plot and keeps the zoom', () => {
    const picture = zoomed(8, 2);
    const transform = revealCell(picture, { query: 7, key: 6 });
    expect(transform.k).toBe(2);
    const moved = layout(8, 8, { transform });
    const seen = visibleCells(moved);
    expect(seen.row1).toBe(8);
    expect(seen.column0).toBeLessThanOrEqual(6);
    expect(seen.column1).toBeGreaterThan(6);
  });
});

describe('refitted', () => {
  it('keeps the visible part of a zoomed matrix when its box changes', () => {
    const small = layout(8, 8, { width: 300, height: 300 });
    const { plot } = small;
    // Twice as large, scrolled so that column 2 and row 3 stand at the upper left.
    const cell = plot.width / 8;
    const transform = { k: 2, x: -plot.x - 2 * 2 * cell, y: -plot.y - 2 * 3 * cell };
    const before = layout(8, 8, { width: 300, height: 300, transform });
    expect(visibleCells(before)).toEqual({ row0: 3, row1: 7, column0: 2, column1: 6 });
    const large = layout(8, 8, { width: 640, height: 640 });
    const moved = refitted(transform, plot, large.plot);
    expect(moved.k).toBe(2);
    const after = layout(8, 8, { width: 640, height: 640, transform: moved });
    expect(visibleCells(after)).toEqual(visibleCells(before));
    expect(columnX(after, 2)).toBeCloseTo(large.plot.x, 9);
    expect(rowY(after, 3)).toBeCloseTo(large.plot.y, 9);
  });

  it('changes nothing where nothing moved', () => {
    const { plot, transform } = zoomed(8, 2);
    const same = refitted(transform, plot, plot);
    expect(same.x).toBeCloseTo(transform.x, 9);
    expect(same.y).toBeCloseTo(transform.y, 9);
  });
});
