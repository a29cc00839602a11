import type { Grid } from '#views/cells/pyramid';
import type { Theme } from '#views/colour/theme';
import { columnX, type MatrixLayout, rowY, visibleCells } from './layout';

/** What every row and every column of a matrix adds up to. */
export interface MatrixSums {
  readonly rows: Float64Array;
  readonly columns: Float64Array;
  readonly largestRow: number;
  readonly largestColumn: number;
}

/** Sums of the cells that exist; O(rows · columns). */
export function matrixSums({ rows, columns, values }: Grid, causal: boolean): MatrixSums {
  const sums = { rows: new Float64Array(rows), columns: new Float64Array(columns) };
  for (let row = 0; row < rows; row++) {
    const end = causal ? Math.min(columns, row + 1) : columns;
    for (let column = 0; column < end; column++) {
      const value = values[row * columns + column] || 0;
      sums.rows[row] = (sums.rows[row] as number) + value;
      sums.columns[column] = (sums.columns[column] as number) + value;
    }
  }
  const largest = (all: Float64Array) => all.reduce((most, sum) => Math.max(most, sum), 0);
  return { ...sums, largestRow: largest(sums.rows), largestColumn: largest(sums.columns) };
}

const gap = 4;
const frame = 1;

/**
 * Draws the sums of the visible rows right of the matrix and of the columns below it, as bars that
 * are as long as the layout's room for the largest. Where several fall on a pixel, the largest shows.
 */
export function drawMatrixSums(
  ctx: CanvasRenderingContext2D,
  sums: MatrixSums,
  layout: MatrixLayout,
  theme: Theme,
): void {
  const { plot, sumsRoom, cellWidth, cellHeight } = layout;
  const length = sumsRoom - gap - frame;
  if (length <= 0) return;
  const { row0, row1, column0, column1 } = visibleCells(layout);
  ctx.fillStyle = theme.ink2;
  const right = plot.x + plot.width + gap;
  for (const bar of bars(sums.rows, row0, row1, cellHeight, sums.largestRow)) {
    const from = Math.max(plot.y, edge(rowY(layout, bar.from), bar));
    const to = Math.min(plot.y + plot.height, edge(rowY(layout, bar.to), bar));
    ctx.fillRect(right, from, bar.share * length, Math.max(0.5, to - from - bar.apart));
  }
  const bottom = plot.y + plot.height + gap;
  for (const bar of bars(sums.columns, column0, column1, cellWidth, sums.largestColumn)) {
    const from = Math.max(plot.x, edge(columnX(layout, bar.from), bar));
    const to = Math.min(plot.x + plot.width, edge(columnX(layout, bar.to), bar));
    ctx.fillRect(from, bottom, Math.max(0.5, to - from - bar.apart), bar.share * length);
  }
}

/** Bars that touch meet on whole pixels: edges within one would show as bands of grey. */
function edge(at: number, { apart }: Bar): number {
  return apart === 0 ? Math.round(at) : at;
}

interface Bar {
  readonly from: number;
  /** Not included. */
  readonly to: number;
  readonly share: number;
  /** Room to the next bar. */
  readonly apart: number;
}

/** One bar for each position, or for as many as fall on a pixel together. */
export function bars(
  sums: Float64Array,
  from: number,
  to: number,
  cellSize: number,
  largest: number,
): Bar[] {
  const together = Math.max(1, Math.ceil(1 / cellSize));
  const made: Bar[] = [];
  for (let start = from - (from % together); start < to; start += together) {
    const end = Math.min(start + together, sums.length);
    let most = 0;
    for (let position = start; position < end; position++)
      most = Math.max(most, sums[position] ?? 0);
    const share = largest > 0 ? most / largest : 0;
    made.push({ from: start, to: end, share, apart: cellSize >= 4 ? 1 : 0 });
  }
  return made;
}
