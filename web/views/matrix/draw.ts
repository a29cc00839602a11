import { drawHatch } from '#views/cells/hatch';
import { type PaintOptions, paintCells } from '#views/cells/paint';
import { type Grid, pyramidLevel } from '#views/cells/pyramid';
import type { Theme } from '#views/colour/theme';
import { drawColumnLabel, drawRowLabel, drawTitles } from './labels';
import {
  clipToPlot,
  columnX,
  labelledColumns,
  labelledRows,
  type MatrixLayout,
  rowY,
  visibleCells,
} from './layout';
import { drawMatrixSums, type MatrixSums } from './sums';

export interface MatrixPicture extends PaintOptions {
  /** The matrix and its ever coarser levels, from `pyramid`. */
  readonly levels: readonly Grid[];
  /** Some cells that exist are not shown, and are hatched as those that do not exist. */
  readonly gaps?: boolean;
  /** Sums to draw beside the matrix. */
  readonly sums?: MatrixSums | undefined;
  readonly rowLabels: readonly string[];
  readonly columnLabels: readonly string[];
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
  if (picture.causal || picture.gaps) drawHatch(ctx, layout.plot, theme);
  drawCells(ctx, picture, layout, ratio);
  if (picture.sums !== undefined) drawMatrixSums(ctx, picture.sums, layout, theme);
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
