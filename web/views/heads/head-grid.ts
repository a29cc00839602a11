import { type HeadStack, headAt } from '#model/heads';
import { drawHatch } from '#views/cells/hatch';
import { paintCells } from '#views/cells/paint';
import { largestOf as largestValue } from '#views/cells/rows';
import type { ColourTable } from '#views/colour/colour-map';
import type { Theme } from '#views/colour/theme';
import { type HeadGridLayout, type HeadPlace, headRect } from './layout';

/** How thumbnails take their colours: all from 0 to the largest weight, or each to its own. */
export type ThumbnailScale = 'shared' | 'own';

export interface HeadGridPicture {
  readonly stack: HeadStack;
  readonly table: ColourTable;
  readonly scale: ThumbnailScale;
  readonly causal: boolean;
}

/** What is chosen and pointed at. */
export interface HeadGridMarks {
  /** Heads that are fused; undefined stands for all. */
  readonly used: readonly number[] | undefined;
  /** The layer whose picture is shown. */
  readonly layer: number;
  readonly pointed: HeadPlace | undefined;
}

/** Largest weight of one head. O(its thumbnail). */
export function largestOf(stack: HeadStack, { layer, head }: HeadPlace): number {
  let largest = 0;
  for (const value of headAt(stack, layer, head)) largest = Math.max(largest, value);
  return largest;
}

/**
 * Colours of every head that has a place, `[layer][row][head][column]`: one image of all thumbnails
 * side by side, so that drawing them again is copying. O(the stack).
 */
export function paintHeads(
  { stack, table, scale, causal }: HeadGridPicture,
  { layers, heads }: Pick<HeadGridLayout, 'layers' | 'heads'>,
): ImageData {
  const { rows, columns } = stack;
  const image = new ImageData((heads.to - heads.from) * columns, (layers.to - layers.from) * rows);
  const all = new Uint32Array(image.data.buffer);
  const one = new Uint32Array(rows * columns);
  const window = { row0: 0, row1: rows, column0: 0, column1: columns };
  const largest = largestValue(stack.values);
  for (let layer = layers.from; layer < layers.to; layer++) {
    for (let head = heads.from; head < heads.to; head++) {
      const most = scale === 'own' ? largestOf(stack, { layer, head }) : largest;
      const grid = { rows, columns, values: headAt(stack, layer, head) };
      paintCells(grid, window, { table, range: [0, most || 1], causal }, one);
      for (let row = 0; row < rows; row++) {
        const down = (layer - layers.from) * rows + row;
        const begin = down * image.width + (head - heads.from) * columns;
        all.set(one.subarray(row * columns, (row + 1) * columns), begin);
      }
    }
  }
  return image;
}

/** Draws all heads, those that are left out faded, with their numbers. */
export function drawHeadGrid(
  ctx: CanvasRenderingContext2D,
  { stack, causal }: HeadGridPicture,
  painted: CanvasImageSource,
  { used, layer: shown, pointed }: HeadGridMarks,
  layout: HeadGridLayout,
  theme: Theme,
  ratio: number,
): void {
  const { rows, columns } = stack;
  const { layers, heads } = layout;
  const chosen = used && new Set(used);
  ctx.clearRect(0, 0, layout.width, layout.height);
  // Smaller than its cells, a thumbnail mixes them: left out by the nearest, a bright one would go.
  ctx.imageSmoothingEnabled = columns > layout.cell * ratio;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'center';
  for (let head = heads.from; head < heads.to; head++) {
    labelStyle(ctx, theme, chosen?.has(head) ?? true, pointed?.head === head);
    const { x, width } = headRect(layout, { layer: layers.from, head });
    ctx.fillText(String(head + 1), x + width / 2, layout.top / 2);
  }
  for (let layer = layers.from; layer < layers.to; layer++) {
    labelStyle(ctx, theme, layer === shown, pointed?.layer === layer);
    if (layer === shown) ctx.fillStyle = theme.accent;
    const { y, height } = headRect(layout, { layer, head: heads.from });
    ctx.fillText(String(layer + 1), layout.left / 2, y + height / 2);
    for (let head = heads.from; head < heads.to; head++) {
      const rect = headRect(layout, { layer, head });
      if (causal) drawHatch(ctx, rect, theme);
      ctx.globalAlpha = (chosen?.has(head) ?? true) ? 1 : 0.25;
      const { x, width } = rect;
      const [left, down] = [(head - heads.from) * columns, (layer - layers.from) * rows];
      const from = [left, down, columns, rows] as const;
      ctx.drawImage(painted, ...from, x, rect.y, width, rect.height);
      ctx.globalAlpha = 1;
      const on = chosen?.has(head) && layer === shown;
      const here = pointed?.layer === layer && pointed.head === head;
      ctx.strokeStyle = here ? theme.ink : on ? theme.accent : theme.line;
      ctx.lineWidth = here || on ? 2 : 1;
      ctx.strokeRect(x - 0.5, rect.y - 0.5, width + 1, rect.height + 1);
    }
  }
}

function labelStyle(
  ctx: CanvasRenderingContext2D,
  theme: Theme,
  on: boolean,
  pointed: boolean,
): void {
  ctx.font = `${pointed || on ? '600 ' : ''}12px ${theme.font}`;
  ctx.fillStyle = on || pointed ? theme.ink : theme.ink2;
}
