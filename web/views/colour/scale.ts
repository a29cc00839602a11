import { tableIndex } from './colour-map';

/** How values become colours: evenly, by powers of ten, by rank, or each row by its own largest. */
export const scaleKinds = ['linear', 'log', 'rank', 'row'] as const;
export type ScaleKind = (typeof scaleKinds)[number];

/** Powers of ten that a logarithmic scale spans at most below its largest value. */
export const logDecades = 4;

const entries = 256;

/** Where values stand between the two ends of a colour table. */
export interface ColourScale {
  readonly kind: ScaleKind;
  /** Values at the ends of the table; what lies outside takes the colour of the end. */
  readonly range: readonly [number, number];
  /** 255 ascending values: the entry of a value is the number of them below it. Even where absent. */
  readonly thresholds?: Float64Array | undefined;
}

/** Entries of equal width from low to high. */
export function linearScale(range: readonly [number, number]): ColourScale {
  return { kind: 'linear', range };
}

/** The scale of a matrix whose rows are divided by their largest values. */
export function rowScale(): ColourScale {
  return { kind: 'row', range: [0, 1] };
}

/** Entries whose ends have equal ratios; `range` lies above 0. */
export function logScale(range: readonly [number, number]): ColourScale {
  const [low, high] = range;
  const step = (high / low) ** (1 / entries);
  const thresholds = Float64Array.from({ length: entries - 1 }, (_, at) => low * step ** (at + 1));
  return { kind: 'log', range, thresholds };
}

/** Entries that hold equally many of some values, which are finite and sorted upwards. */
export function rankScale(sorted: Float32Array | Float64Array): ColourScale {
  const count = sorted.length;
  const at = (place: number) => sorted[Math.min(count - 1, Math.max(0, place))] ?? 0;
  const thresholds = Float64Array.from({ length: entries - 1 }, (_, entry) =>
    at(Math.floor(((entry + 1) / entries) * count)),
  );
  return { kind: 'rank', range: [at(0), at(count - 1)], thresholds };
}

/** The entry of a value in a colour table, 0 to 255. O(1), with thresholds 8 comparisons. */
export function entryOf(
  { range: [low, high], thresholds }: Pick<ColourScale, 'range' | 'thresholds'>,
  value: number,
): number {
  if (thresholds !== undefined) return countBelow(thresholds, value);
  return tableIndex(value, low, high);
}

/** How many of 255 ascending thresholds lie below a value. */
export function countBelow(thresholds: Float64Array, value: number): number {
  let below = 0;
  for (let step = entries / 2; step >= 1; step /= 2) {
    if ((thresholds[below + step - 1] as number) < value) below += step;
  }
  return below;
}

/** Where a value stands on the scale, 0 to 1. */
export function shareOnScale(scale: ColourScale, value: number): number {
  const [low, high] = scale.range;
  if (!(high > low)) return 0;
  const within = Math.min(high, Math.max(low, value));
  if (scale.kind === 'log') return Math.log(within / low) / Math.log(high / low);
  if (scale.kind === 'rank') return entryOf(scale, value) / (entries - 1);
  return (within - low) / (high - low);
}

/** The value that stands at a place of the scale, 0 to 1. */
export function valueOnScale({ kind, range, thresholds }: ColourScale, share: number): number {
  const [low, high] = range;
  const within = Math.min(1, Math.max(0, share));
  if (kind === 'log') return low * (high / low) ** within;
  if (kind !== 'rank' || thresholds === undefined) return low + within * (high - low);
  if (within === 1) return high;
  const place = Math.round(within * (entries - 1)) - 1;
  return place < 0 ? low : (thresholds[place] ?? high);
}
