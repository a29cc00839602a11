import { type ColourTable, tableCss } from '#views/colour/colour-map';
import {
  type ColourScale,
  entryOf,
  logDecades,
  shareOnScale,
  valueOnScale,
} from '#views/colour/scale';
import type { Theme } from '#views/colour/theme';
import { formatValue } from '#views/words/format';

export interface LegendPicture {
  readonly table: ColourTable;
  /** The scale of the bar: everything there is. */
  readonly axis: ColourScale;
  /** The scale of the colours; narrower than the axis where the range is clamped. */
  readonly scale: ColourScale;
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
  for (let x = 0; x < room; x++) {
    const value = valueOnScale(picture.axis, (x + 0.5) / room);
    ctx.fillStyle = tableCss(picture.table, entryOf(picture.scale, value));
    ctx.fillRect(inset + x, histogramHeight + 1, 1.5, barHeight);
  }
}

/** Points at a value, such as the one under the pointer. */
export function drawLegendMark(
  ctx: CanvasRenderingContext2D,
  { axis }: LegendPicture,
  value: number,
  layout: LegendLayout,
  theme: Theme,
): void {
  const x = legendX(layout, axis, value);
  ctx.fillStyle = theme.ink;
  ctx.fillRect(x - 1, 0, 2, layout.histogramHeight + layout.barHeight + 2);
}

/** Where a value stands on the bar. */
export function legendX({ width, inset }: LegendLayout, axis: ColourScale, value: number): number {
  return inset + shareOnScale(axis, value) * (width - 2 * inset);
}

/** The value that a place on the bar stands for. */
export function legendValue({ width, inset }: LegendLayout, axis: ColourScale, x: number): number {
  return valueOnScale(axis, (x - inset) / (width - 2 * inset));
}

/** Whether the ends of the colours can be moved: ranks and rows have no other ends. */
export function isClampable({ kind }: ColourScale): boolean {
  return kind === 'linear' || kind === 'log';
}

/** The numbers at the lower end, the middle and the upper end of a scale. */
export function scaleNumbers(scale: ColourScale): readonly [string, string, string] {
  const [low, high] = scale.range;
  const middle = formatValue(valueOnScale(scale, 0.5));
  switch (scale.kind) {
    case 'linear':
      return [formatValue(low), middle, formatValue(high)];
    case 'log':
      return [`≤ ${formatValue(low)}`, middle, formatValue(high)];
    case 'rank':
      return [
        `smallest ${formatValue(low)}`,
        `half are below ${middle}`,
        `largest ${formatValue(high)}`,
      ];
    case 'row':
      return ['0', 'half of it', 'the row’s largest'];
  }
}

/** The numbers at both ends of a scale alone. */
export function scaleEnds(scale: ColourScale): readonly [string, string] {
  const [low, , high] = scaleNumbers(scale);
  return scale.kind === 'rank'
    ? [formatValue(scale.range[0]), formatValue(scale.range[1])]
    : [low, high];
}

/** What a scale does to values, for those who wonder; empty where it does nothing. */
export function scaleWords({ kind }: ColourScale): string {
  switch (kind) {
    case 'linear':
      return '';
    case 'log':
      return `logarithmic, at most ${logDecades} powers of ten; what is smaller takes the lowest colour`;
    case 'rank':
      return 'by rank: every colour stands for as many cells';
    case 'row':
      return 'each row by its own largest value';
  }
}
