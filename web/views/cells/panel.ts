import type { Theme } from '#views/colour/theme';
import { drawHatch } from './hatch';
import { type PaintOptions, paintCells } from './paint';
import { type Grid, pyramidLevel } from './pyramid';
import type { Rect } from './rect';

export interface PanelPicture extends PaintOptions {
  readonly levels: readonly Grid[];
  /** Some cells that exist are not shown, and are hatched as those that do not exist. */
  readonly gaps?: boolean;
  readonly queries: readonly number[];
}

export interface PanelLayout {
  readonly width: number;
  readonly height: number;
}

const frameHeight = 8;
const tickLength = 8;

interface Painted extends PaintOptions {
  readonly bitmap: OffscreenCanvas;
}

/** A choice of other rows draws its marks anew, and no cell. */
const painted = new WeakMap<Grid, Painted>();

function paintedCells(
  grid: Grid,
  { table, range, thresholds, causal }: PaintOptions,
): OffscreenCanvas {
  const before = painted.get(grid);
  if (
    before?.table === table &&
    before.range[0] === range[0] &&
    before.range[1] === range[1] &&
    before.thresholds === thresholds &&
    before.causal === causal
  ) {
    return before.bitmap;
  }
  const options = { table, range, thresholds, causal };
  const image = new ImageData(grid.columns, grid.rows);
  const all = { row0: 0, row1: grid.rows, column0: 0, column1: grid.columns };
  paintCells(grid, all, options, new Uint32Array(image.data.buffer));
  const bitmap = new OffscreenCanvas(grid.columns, grid.rows);
  bitmap.getContext('2d')?.putImageData(image, 0, 0);
  painted.set(grid, { ...options, bitmap });
  return bitmap;
}

/** One layer of an evolution picture: the matrix without labels, the chosen rows at its edge. */
export function drawPanel(
  ctx: CanvasRenderingContext2D,
  picture: PanelPicture,
  layout: PanelLayout,
  theme: Theme,
  ratio: number,
): void {
  const { width, height } = layout;
  const full = picture.levels[0];
  if (full === undefined) return;
  ctx.clearRect(0, 0, width, height);
  if (picture.causal || picture.gaps) drawHatch(ctx, { x: 0, y: 0, width, height }, theme);
  const cell = Math.min(width / full.columns, height / full.rows);
  const level = pyramidLevel(picture.levels, cell * ratio);
  const grid = picture.levels[level] ?? full;
  const bitmap = paintedCells(grid, picture);
  ctx.imageSmoothingEnabled = false;
  const block = 2 ** level;
  ctx.drawImage(
    bitmap,
    0,
    0,
    (grid.columns * block * width) / full.columns,
    (grid.rows * block * height) / full.rows,
  );
  const cellHeight = height / full.rows;
  for (const query of picture.queries) {
    const y = query * cellHeight;
    if (cellHeight >= frameHeight) drawFrame(ctx, { x: 0, y, width, height: cellHeight }, theme);
    else drawTicks(ctx, y + cellHeight / 2, width, theme);
  }
}

/** A chosen row that is high enough not to be hidden by a frame around it. */
function drawFrame(ctx: CanvasRenderingContext2D, row: Rect, theme: Theme): void {
  ctx.strokeStyle = theme.paper;
  ctx.lineWidth = 3;
  ctx.strokeRect(row.x, row.y, row.width, row.height);
  ctx.strokeStyle = theme.accent;
  ctx.lineWidth = 1.5;
  ctx.strokeRect(row.x + 1, row.y, row.width - 2, row.height);
}

/** A chosen row that is thin: a tick at both edges. */
function drawTicks(ctx: CanvasRenderingContext2D, y: number, width: number, theme: Theme): void {
  for (const x of [0, width - tickLength]) {
    ctx.fillStyle = theme.paper;
    ctx.fillRect(x - 1, y - 2.5, tickLength + 2, 5);
    ctx.fillStyle = theme.accent;
    ctx.fillRect(x, y - 1.5, tickLength, 3);
  }
}
