import { type ColourTable, tableCss, tableIndex } from './colour-map';
import type { Theme } from './theme';

export interface LegendPicture {
  readonly table: ColourTable;
  /** Values at the ends of the bar: everything there is. */
  readonly extent: readonly [number, number];
  /** Values at the ends of the colour table; inside the extent where the range is clamped. */
  readonly range: readonly [number, number];
  readonly counts: Uint32Array;
}

export interface LegendLayout {
  readonly width: number;
  readonly histogramHeight: number;
  readonly barHeight: number;
  /** Left and right room, where half a handle hangs over the bar's ends. */
  readonly inset: number;
}

/** Draws the histogram (heights by square root, so that few values stay visible) and the bar. */
export function drawLegend(
  ctx: CanvasRenderingContext2D,
  picture: LegendPicture,
  layout: LegendLayout,
  theme: Theme,
): void {
  const { width, histogramHeight, barHeight, inset } = layout;
  const room = width - 2 * inset;
  ctx.clearRect(0, 0, width, histogramHeight + barHeight + 2);
  const highest = Math.sqrt(Math.max(1, ...picture.counts));
  const step = room / picture.counts.length;
  ctx.fillStyle = theme.ink2;
  picture.counts.forEach((count, bin) => {
    const height = (Math.sqrt(count) / highest) * (histogramHeight - 2);
    ctx.fillRect(inset + bin * step, histogramHeight - height, Math.max(0.5, step - 0.5), height);
  });
  const [low, high] = picture.extent;
  for (let x = 0; x < room; x++) {
    const value = low + ((x + 0.5) / room) * (high - low);
    ctx.fillStyle = tableCss(picture.table, tableIndex(value, ...picture.range));
    ctx.fillRect(inset + x, histogramHeight + 1, 1.5, barHeight);
  }
}

/** Points at a value, such as the one under the pointer. */
export function drawLegendMark(
  ctx: CanvasRenderingContext2D,
  { extent }: LegendPicture,
  value: number,
  layout: LegendLayout,
  theme: Theme,
): void {
  const x = legendX(layout, extent, value);
  ctx.fillStyle = theme.ink;
  ctx.fillRect(x - 1, 0, 2, layout.histogramHeight + layout.barHeight + 2);
}

/** Where a value stands on the bar. */
export function legendX(
  { width, inset }: LegendLayout,
  [low, high]: readonly [number, number],
  value: number,
): number {
  const share = high > low ? (value - low) / (high - low) : 0;
  return inset + Math.min(1, Math.max(0, share)) * (width - 2 * inset);
}

/** The value that a place on the bar stands for. */
export function legendValue(
  { width, inset }: LegendLayout,
  [low, high]: readonly [number, number],
  x: number,
): number {
  const share = Math.min(1, Math.max(0, (x - inset) / (width - 2 * inset)));
  return low + share * (high - low);
}
