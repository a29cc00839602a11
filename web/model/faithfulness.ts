import type { Method } from './matrix';
import type { LayerOptions } from './options';

/** The row of a layer that is set against the reference; `sample` is what each sample names. */
export type ReadoutChoice = 'sample' | 'max' | 'mean' | number;

/** docs/definitions.md#faithfulness. */
export interface FaithfulnessOptions extends LayerOptions {
  readonly methods: readonly Method[];
  /** Name of the reference importance. */
  readonly reference: string;
  readonly readout: ReadoutChoice;
}

/** Spearman's correlation with the reference for every sample and layer. */
export interface Agreements {
  /** Which samples of the input these are, ascending. */
  readonly samples: readonly number[];
  readonly layers: number;
  /** `[sample][layer]`; NaN where it is undefined. */
  readonly correlations: Readonly<Partial<Record<Method, Float64Array>>>;
}

export function correlationsOf(agreements: Agreements, method: Method, layer: number): number[] {
  const values = agreements.correlations[method] ?? new Float64Array();
  return agreements.samples.map((_, index) => values[index * agreements.layers + layer] ?? NaN);
}

/** Correlations of one layer over samples. Numbers that too few samples give are undefined. */
export interface Summary {
  readonly mean: number | undefined;
  /** Standard deviation of the sample, with n - 1. */
  readonly std: number | undefined;
  /** Samples whose correlation is undefined; they are left out of the rest. */
  readonly undefined: number;
  /** Bootstrap interval of the mean, 95 %. */
  readonly interval: readonly [number, number] | undefined;
}

const RESAMPLES = 2000;
/** Every interval is drawn with the same numbers, so that it comes out the same everywhere. */
const SEED = 20;

/** Marsaglia's xorshift32: numbers in [0, 1). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Percentile bootstrap of the mean (Efron 1979) from 2000 resamples. O(2000 n). */
function bootstrapInterval(values: readonly number[]): readonly [number, number] {
  const random = randomNumbers(SEED);
  const means = Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let draw = 0; draw < values.length; draw += 1) {
      sum += values[Math.floor(random() * values.length)] ?? 0;
    }
    return sum / values.length;
  }).sort((a, b) => a - b);
  const at = (share: number) => means[Math.round(share * (RESAMPLES - 1))] ?? NaN;
  return [at(0.025), at(0.975)];
}

export function summarise(correlations: readonly number[]): Summary {
  const defined = correlations.filter((value) => !Number.isNaN(value));
  const mean = defined.length > 0 ? meanOf(defined) : undefined;
  const many = mean !== undefined && defined.length > 1;
  return {
    mean,
    std: many
      ? Math.sqrt(
          defined.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (defined.length - 1),
        )
      : undefined,
    undefined: correlations.length - defined.length,
    interval: many ? bootstrapInterval(defined) : undefined,
  };
}

/** One row of the table for each layer. */
export function summaries(agreements: Agreements, method: Method): Summary[] {
  return Array.from({ length: agreements.layers }, (_, layer) =>
    summarise(correlationsOf(agreements, method, layer)),
  );
}

/**
 * Table 2 of Abnar & Zuidema (2020): mean correlation with input gradients, verb number prediction,
 * 6 layers, 2000 samples.
 */
export const paperTable: Readonly<Record<Method, readonly number[]>> = {
  raw: [0.53, 0.16, -0.06, 0.0, 0.24, 0.46],
  rollout: [0.22, 0.27, 0.39, 0.47, 0.53, 0.54],
  flow: [0.22, 0.31, 0.54, 0.61, 0.6, 0.61],
};
