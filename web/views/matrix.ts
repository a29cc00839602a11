import type { ColourTable } from './colour-map';
import { drawHatch } from './hatch';
import {
  type Cell,
  columnX,
  fitLabel,
  labelledColumns,
  labelledRows,
  lineHeight,
  type MatrixLayout,
  rowY,
  visibleCells,
} from './matrix-layout';
import { paintCells } from './paint';
import { type Grid, pyramidLevel } from './pyramid';
import type { Theme } from './theme';

export interface MatrixPicture {
  /** The matrix and its ever coarser levels, from `maxPyramid`. */
  readonly levels: readonly Grid[];
  readonly table: ColourTable;
  /** Values at the two ends of the colour table. */
  readonly range: readonly [number, number];
  readonly causal: boolean;
  readonly rowLabels: readonly string[];
  readonly columnLabels: readonly string[];
}

/** What is pointed at or chosen; drawn over the matrix so that moving it repaints no cell. */
export interface MatrixMarks {
  readonly hover: Cell | undefined;
  readonly queries: readonly number[];
  readonly key: number | undefined;
}

const labelSize = 12;
const titleSize = 12;

export function labelFont(theme: Theme): string {
  return `${labelSize}px ${theme.mono}`;
}

/** Draws cells, axis labels and axis titles. `ratio` is device pixels per CSS pixel. */
export function drawMatrix(
  ctx: CanvasRenderingContext2D,
  picture: MatrixPicture,
  layout: MatrixLayout,
  theme: Theme,
  ratio: number,
): void {
  ctx.clearRect(0, 0, layout.width, layout.height);
  if (picture.causal) drawHatch(ctx, layout.plot, theme);
  drawCells(ctx, picture, layout, ratio);
  const { x, y, width, height } = layout.plot;
  ctx.strokeStyle = theme.line;
  ctx.lineWidth = 1;
  ctx.strokeRect(x - 0.5, y - 0.5, width + 1, height + 1);
  drawTitles(ctx, layout, theme);
  ctx.fillStyle = theme.ink2;
  for (const row of labelledRows(layout)) {
    drawRowLabel(ctx, layout, theme, row, picture.rowLabels[row] ?? '');
  }
  for (const column of labelledColumns(layout)) {
    drawColumnLabel(ctx, layout, theme, column, picture.columnLabels[column] ?? '');
  }
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

function clipToPlot(ctx: CanvasRenderingContext2D, { plot }: MatrixLayout): void {
  ctx.beginPath();
  ctx.rect(plot.x, plot.y, plot.width, plot.height);
  ctx.clip();
}

/** Paints the visible cells one pixel each, at the level that fits, and scales them onto the plot. */
function drawCells(
  ctx: CanvasRenderingContext2D,
  picture: MatrixPicture,
  layout: MatrixLayout,
  ratio: number,
): void {
  const smaller = Math.min(layout.cellWidth, layout.cellHeight) * ratio;
  const level = pyramidLevel(picture.levels, smaller);
  const grid = picture.levels[level];
  if (grid === undefined) return;
  const block = 2 ** level;
  const seen = visibleCells(layout);
  const window = {
    row0: Math.floor(seen.row0 / block),
    row1: Math.min(grid.rows, Math.ceil(seen.row1 / block)),
    column0: Math.floor(seen.column0 / block),
    column1: Math.min(grid.columns, Math.ceil(seen.column1 / block)),
  };
  const width = window.column1 - window.column0;
  const height = window.row1 - window.row0;
  if (width <= 0 || height <= 0) return;
  const image = new ImageData(width, height);
  paintCells(grid, window, picture, new Uint32Array(image.data.buffer));
  const bitmap = new OffscreenCanvas(width, height);
  bitmap.getContext('2d')?.putImageData(image, 0, 0);
  ctx.save();
  clipToPlot(ctx, layout);
  ctx.imageSmoothingEnabled = false;
  ctx.drawImage(
    bitmap,
    columnX(layout, window.column0 * block),
    rowY(layout, window.row0 * block),
    width * block * layout.cellWidth,
    height * block * layout.cellHeight,
  );
  ctx.restore();
}

function drawTitles(ctx: CanvasRenderingContext2D, layout: MatrixLayout, theme: Theme): void {
  const { plot } = layout;
  ctx.font = `${titleSize}px ${theme.font}`;
  ctx.fillStyle = theme.ink2;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  ctx.fillText('takes from (keys) →', plot.x, 1);
  ctx.save();
  ctx.translate(1, plot.y + plot.height);
  ctx.rotate(-Math.PI / 2);
  ctx.textAlign = 'right';
  ctx.fillText('← position (queries)', plot.height, 0);
  ctx.restore();
}

function drawRowLabel(
  ctx: CanvasRenderingContext2D,
  layout: MatrixLayout,
  theme: Theme,
  row: number,
  label: string,
): void {
  const y = rowY(layout, row) + layout.cellHeight / 2;
  if (y < layout.plot.y - 1 || y > layout.plot.y + layout.plot.height + 1) return;
  ctx.font = labelFont(theme);
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  ctx.fillText(fitLabel(layout, label), layout.plot.x - 6, y, layout.plot.x - 24);
}

function drawColumnLabel(
  ctx: CanvasRenderingContext2D,
  layout: MatrixLayout,
  theme: Theme,
  column: number,
  label: string,
): void {
  const x = columnX(layout, column) + layout.cellWidth / 2;
  if (x < layout.plot.x - 1 || x > layout.plot.x + layout.plot.width + 1) return;
  ctx.font = labelFont(theme);
  const text = fitLabel(layout, label);
  ctx.textBaseline = 'middle';
  ctx.save();
  ctx.translate(x, layout.plot.y - 6);
  if (layout.upright) {
    ctx.rotate(-Math.PI / 2);
    ctx.textAlign = 'left';
    ctx.fillText(text, 0, 0);
  } else {
    ctx.textAlign = 'center';
    ctx.fillText(text, 0, -6, layout.cellWidth);
  }
  ctx.restore();
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
