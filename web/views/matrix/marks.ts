import type { Theme } from '#views/colour/theme';
import type { MatrixPicture } from './draw';
import { drawColumnLabel, drawRowLabel } from './labels';
import {
  type Cell,
  clipToPlot,
  columnX,
  labelledColumns,
  labelledRows,
  lineHeight,
  type MatrixLayout,
  rowY,
} from './layout';

/** What is pointed at or chosen; drawn over the matrix so that moving it repaints no cell. */
export interface MatrixMarks {
  readonly hover: Cell | undefined;
  readonly queries: readonly number[];
  readonly key: number | undefined;
}

/** Draws crosshair, chosen rows, the pinned cell, and their labels. Clears the overlay first. */
export function drawMatrixMarks(
  ctx: CanvasRenderingContext2D,
  picture: MatrixPicture,
  marks: MatrixMarks,
  layout: MatrixLayout,
  theme: Theme,
): void {
  ctx.clearRect(0, 0, layout.width, layout.height);
  const { hover, queries, key } = marks;
  ctx.save();
  clipToPlot(ctx, layout);
  for (const query of queries) drawBand(ctx, layout, theme.accent, theme, query, undefined);
  if (hover !== undefined) {
    drawBand(ctx, layout, theme.ink, theme, hover.query, undefined);
    drawBand(ctx, layout, theme.ink, theme, undefined, hover.key);
    drawFrame(ctx, layout, hover, theme.ink, theme.paper);
  }
  if (key !== undefined) {
    for (const query of queries) drawFrame(ctx, layout, { query, key }, theme.accent, theme.paper);
  }
  ctx.restore();
  for (const query of queries) emphasiseRow(ctx, picture, layout, theme, query, theme.accent);
  if (key !== undefined) emphasiseColumn(ctx, picture, layout, theme, key, theme.accent);
  if (hover !== undefined) {
    emphasiseRow(ctx, picture, layout, theme, hover.query, theme.ink);
    emphasiseColumn(ctx, picture, layout, theme, hover.key, theme.ink);
  }
}

/** Hairlines along both sides of a row or a column. */
function drawBand(
  ctx: CanvasRenderingContext2D,
  layout: MatrixLayout,
  colour: string,
  theme: Theme,
  row: number | undefined,
  column: number | undefined,
): void {
  const { plot } = layout;
  const thick = 1;
  const edges: [number, number, number, number][] = [];
  if (row !== undefined) {
    const y = rowY(layout, row);
    edges.push([plot.x, y - thick, plot.width, thick]);
    edges.push([plot.x, y + layout.cellHeight, plot.width, thick]);
  }
  if (column !== undefined) {
    const x = columnX(layout, column);
    edges.push([x - thick, plot.y, thick, plot.height]);
    edges.push([x + layout.cellWidth, plot.y, thick, plot.height]);
  }
  for (const [x, y, width, height] of edges) {
    ctx.globalAlpha = 0.5;
    ctx.fillStyle = theme.paper;
    ctx.fillRect(x - 0.5, y - 0.5, width + 1, height + 1);
    ctx.globalAlpha = 1;
    ctx.fillStyle = colour;
    ctx.fillRect(x, y, width, height);
  }
}

/** A frame around a cell, with a paper halo so that it stands out on every colour of every map. */
function drawFrame(
  ctx: CanvasRenderingContext2D,
  layout: MatrixLayout,
  cell: Cell,
  colour: string,
  halo: string,
): void {
  const grown = Math.max(0, 6 - Math.min(layout.cellWidth, layout.cellHeight)) / 2;
  const x = columnX(layout, cell.key) - grown;
  const y = rowY(layout, cell.query) - grown;
  const width = layout.cellWidth + 2 * grown;
  const height = layout.cellHeight + 2 * grown;
  ctx.lineWidth = 4;
  ctx.strokeStyle = halo;
  ctx.strokeRect(x, y, width, height);
  ctx.lineWidth = 2;
  ctx.strokeStyle = colour;
  ctx.strokeRect(x, y, width, height);
}

function emphasiseRow(
  ctx: CanvasRenderingContext2D,
  picture: MatrixPicture,
  layout: MatrixLayout,
  theme: Theme,
  row: number,
  colour: string,
): void {
  const { plot } = layout;
  const middle = rowY(layout, row) + layout.cellHeight / 2;
  if (middle < plot.y || middle > plot.y + plot.height) return;
  ctx.fillStyle = theme.paper;
  for (const other of labelledRows(layout)) {
    const place = rowY(layout, other) + layout.cellHeight / 2;
    if (Math.abs(place - middle) < lineHeight) {
      ctx.fillRect(18, place - lineHeight / 2, plot.x - 20, lineHeight);
    }
  }
  ctx.fillRect(18, middle - lineHeight / 2, plot.x - 20, lineHeight);
  ctx.fillStyle = colour;
  ctx.fillRect(plot.x - 3, middle - 8, 2, 16);
  ctx.save();
  ctx.fillStyle = colour;
  drawRowLabel(ctx, layout, theme, row, picture.rowLabels[row] ?? '');
  ctx.restore();
}

function emphasiseColumn(
  ctx: CanvasRenderingContext2D,
  picture: MatrixPicture,
  layout: MatrixLayout,
  theme: Theme,
  column: number,
  colour: string,
): void {
  const { plot, upright, cellWidth } = layout;
  const middle = columnX(layout, column) + cellWidth / 2;
  if (middle < plot.x || middle > plot.x + plot.width) return;
  const half = upright ? 8 : cellWidth / 2;
  ctx.fillStyle = theme.paper;
  for (const other of upright ? labelledColumns(layout) : []) {
    const place = columnX(layout, other) + cellWidth / 2;
    if (Math.abs(place - middle) < lineHeight) {
      ctx.fillRect(place - lineHeight / 2, 17, lineHeight, plot.y - 19);
    }
  }
  ctx.fillRect(middle - half, 17, 2 * half, plot.y - 19);
  ctx.fillStyle = colour;
  ctx.fillRect(middle - Math.min(half, 8), plot.y - 3, 2 * Math.min(half, 8), 2);
  drawColumnLabel(ctx, layout, theme, column, picture.columnLabels[column] ?? '');
}
