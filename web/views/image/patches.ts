import { drawHatch } from '#views/cells/hatch';
import { type ColourTable, tableCss } from '#views/colour/colour-map';
import { type ColourScale, entryOf } from '#views/colour/scale';
import type { Theme } from '#views/colour/theme';
import { type PatchLayout, patchRect } from './layout';

export interface PatchPicture {
  /** The picture that the model looked at, and what lies behind the colours where there is none. */
  readonly image: CanvasImageSource | undefined;
  /** One value for each token. */
  readonly values: ArrayLike<number>;
  readonly table: ColourTable;
  readonly scale: ColourScale;
  /** Of the colours over the picture, 0 to 1. */
  readonly opacity: number;
}

export interface PatchMarks {
  readonly chosen: readonly number[];
  readonly pointed: number | undefined;
}

/** Draws the picture, the value of each patch over it, and frames around what is chosen. */
export function drawPatches(
  ctx: CanvasRenderingContext2D,
  { image, values, table, scale, opacity }: PatchPicture,
  { chosen, pointed }: PatchMarks,
  layout: PatchLayout,
  theme: Theme,
): void {
  const { width, height, prefix, rows, columns } = layout;
  const all = { x: 0, y: 0, width, height };
  ctx.clearRect(0, 0, width, height);
  if (image === undefined) drawHatch(ctx, all, theme);
  else {
    // Small pictures, such as a digit of 28 pixels, stay what they are: squares.
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(image, 0, 0, width, height);
  }
  ctx.globalAlpha = image === undefined ? 1 : opacity;
  for (let token = prefix; token < prefix + rows * columns; token++) {
    const rect = patchRect(layout, token);
    const value = values[token] ?? Number.NaN;
    if (rect === undefined || Number.isNaN(value)) continue;
    ctx.fillStyle = tableCss(table, entryOf(scale, value));
    // Edges fall on whole pixels, so that no line shows between two patches.
    const [left, top] = [Math.round(rect.x), Math.round(rect.y)];
    const right = Math.round(rect.x + rect.width);
    ctx.fillRect(left, top, right - left, Math.round(rect.y + rect.height) - top);
  }
  ctx.globalAlpha = 1;
  for (const token of chosen) frame(ctx, layout, token, theme.accent, theme);
  if (pointed !== undefined) frame(ctx, layout, pointed, theme.ink, theme);
}

function frame(
  ctx: CanvasRenderingContext2D,
  layout: PatchLayout,
  token: number,
  colour: string,
  theme: Theme,
): void {
  const rect = patchRect(layout, token);
  if (rect === undefined) return;
  for (const [style, line] of [
    [theme.paper, 4],
    [colour, 2],
  ] as const) {
    ctx.strokeStyle = style;
    ctx.lineWidth = line;
    ctx.strokeRect(rect.x + 1.5, rect.y + 1.5, rect.width - 3, rect.height - 3);
  }
}
