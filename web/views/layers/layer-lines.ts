import { linePlaces, strideOf } from '#views/bounds';
import { largestOf } from '#views/cells/rows';
import { fromLch, lightness, parseColour } from '#views/colour/colour';
import type { Theme } from '#views/colour/theme';
import { formatValue } from '#views/words/format';

/** How one value changes from layer to layer. */
export interface LineSeries {
  readonly label: string;
  /** The token it belongs to; undefined for a sum of tokens. */
  readonly key: number | undefined;
  /** One value for each layer; not a number where there is none. */
  readonly values: readonly number[];
}

export interface LayerLinesSize {
  readonly width: number;
  readonly height: number;
  /** Width of a character of the labels. */
  readonly characterWidth: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface LayerLine {
  readonly series: LineSeries;
  /** The line as an SVG path. */
  readonly path: string;
  /** Where its label stands, right of its end. */
  readonly labelY: number;
  /** Where it is at a layer; undefined where it is not. */
  readonly at: (layer: number) => Point | undefined;
}

export interface LayerLines {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly ticks: readonly { readonly y: number; readonly text: string }[];
  /** Where layers stand, and how many there are. */
  readonly x: (layer: number) => number;
  readonly count: number;
  /** Layers whose number is written. */
  readonly named: readonly number[];
  readonly lines: readonly LayerLine[];
}

const top = 8;
const room = { left: 48, bottom: 24, label: 12 };
const labelHeight = 16;
const tickHeight = 36;

/** Lays lines over layers out, all from 0 on one scale, their labels at their ends without overlap. */
export function layoutLayerLines(
  series: readonly LineSeries[],
  { width, height, characterWidth }: LayerLinesSize,
): LayerLines {
  const count = largestOf(series.map(({ values }) => values.length)) || 1;
  const longest = Math.max(4, ...series.map(({ label }) => label.length));
  const left = room.left;
  const right = Math.max(left + 40, width - room.label - characterWidth * longest);
  const bottom = height - room.bottom;
  const largest = largestOf(series.map(({ values }) => largestOf(values))) || 1;
  const x = (layer: number) =>
    count === 1 ? (left + right) / 2 : left + (layer / (count - 1)) * (right - left);
  const y = (value: number) => bottom - (value / largest) * (bottom - top);
  const placed = series.map((one) => {
    const at = (layer: number) => {
      const value = one.values[layer] ?? Number.NaN;
      return Number.isFinite(value) ? { x: x(layer), y: y(value) } : undefined;
    };
    return { series: one, at, path: pathOf(linePlaces(one.values, right - left).map(at)) };
  });
  const ends = placed.map(({ series: { values }, at }) => {
    return at(values.findLastIndex(Number.isFinite))?.y ?? bottom;
  });
  const labelled = spread(ends, labelHeight, top, bottom);
  const digits = Math.max(3, String(count).length + 1);
  const every = strideOf(count, Math.max(1, (right - left) / (characterWidth * digits)));
  return {
    left,
    right,
    bottom,
    ticks: niceTicks(largest, Math.max(1, Math.floor((bottom - top) / tickHeight))).map(
      (value) => ({
        y: y(value),
        text: formatValue(value),
      }),
    ),
    x,
    count,
    named: [...Array(Math.ceil((count - 1) / every)).keys()]
      .map((at) => at * every)
      .concat(count - 1),
    lines: placed.map((line, place) => ({ ...line, labelY: labelled[place] ?? bottom })),
  };
}

/** The layer nearest to a place. */
export function layerAt({ left, right, count }: LayerLines, x: number): number {
  const share = (x - left) / (right - left);
  return Math.min(count - 1, Math.max(0, Math.round(share * (count - 1))));
}

/** The line nearest to a point, at the layer nearest to it; undefined where none is within reach. */
export function lineAt(
  layout: LayerLines,
  x: number,
  y: number,
  reach: number,
): LayerLine | undefined {
  const layer = layerAt(layout, x);
  const far = (line: LayerLine) => Math.abs((line.at(layer)?.y ?? Number.POSITIVE_INFINITY) - y);
  const [nearest] = [...layout.lines].sort((one, other) => far(one) - far(other));
  return nearest !== undefined && far(nearest) <= reach ? nearest : undefined;
}

/** Values from 0 on in steps of 1, 2 or 5 times a power of ten, at most `count` steps. */
export function niceTicks(largest: number, count: number): number[] {
  const least = largest / count;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10]
    .map((factor) => factor * power)
    .find((one) => one >= least * (1 - 1e-9));
  const taken = step ?? 10 * power;
  const steps = Math.floor(largest / taken + 1e-9);
  return Array.from({ length: steps + 1 }, (_, at) => Number((at * taken).toPrecision(12)));
}

/** Colours of as many lines, all of one lightness that stands out from the theme's paper. */
export function lineColours(count: number, theme: Theme): string[] {
  const light = lightness(parseColour(theme.paper)) > 50 ? 45 : 75;
  return Array.from({ length: count }, (_, place) => {
    const hue = (250 + (place * 360) / Math.max(1, count)) % 360;
    return `rgb(${fromLch(light, 48, hue).join(' ')})`;
  });
}

function pathOf(points: readonly (Point | undefined)[]): string {
  let path = '';
  let drawing = false;
  for (const point of points) {
    if (point !== undefined)
      path += `${drawing ? 'L' : 'M'}${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
    drawing = point !== undefined;
  }
  return path;
}

/** Moves places apart until all keep a distance, within bounds as long as there is room. */
function spread(places: readonly number[], distance: number, low: number, high: number): number[] {
  const order = places
    .map((_, at) => at)
    .sort((one, other) => (places[one] ?? 0) - (places[other] ?? 0));
  const moved = [...places];
  let above = low - distance;
  for (const at of order) {
    above = Math.max(moved[at] ?? 0, above + distance);
    moved[at] = above;
  }
  let below = high + distance;
  for (const at of order.reverse()) {
    below = Math.min(moved[at] ?? 0, below - distance);
    moved[at] = below;
  }
  return moved;
}
