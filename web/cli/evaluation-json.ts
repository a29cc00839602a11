import type { Agreements, FaithfulnessOptions } from '#model/faithfulness';
import { summaries } from '#model/faithfulness';
import type { Method } from '#model/matrix';

/** What `evaluate` writes for a shard, and all that `merge` needs of it. */
export interface Shard {
  /** The I-th of K shards, counted from 1. */
  readonly shard: readonly [number, number];
  /** Samples of the whole input. */
  readonly total: number;
  readonly indices: readonly number[];
  readonly layers: number;
  /** `[sample][layer]`, null where undefined. */
  readonly correlations: Readonly<Partial<Record<Method, (number | null)[][]>>>;
  readonly options: FaithfulnessOptions;
}

function rowsOf({ samples, layers }: Agreements, values: Float64Array): (number | null)[][] {
  return samples.map((_, index) =>
    [...values.subarray(index * layers, (index + 1) * layers)].map((value) =>
      Number.isNaN(value) ? null : value,
    ),
  );
}

function correlationsJson(agreements: Agreements): string {
  const rows = Object.entries(agreements.correlations).map(([method, values]) => [
    method,
    rowsOf(agreements, values),
  ]);
  return JSON.stringify(Object.fromEntries(rows));
}

/** The result for all samples, docs/command-line.md#results; undefined numbers are null. */
export function* evaluationJson(
  agreements: Agreements,
  options: FaithfulnessOptions,
): Generator<string> {
  const table = options.methods.map((method) => [
    method,
    summaries(agreements, method).map(({ mean, std, undefined: missing, interval }) => ({
      mean: mean ?? null,
      std: std ?? null,
      undefined: missing,
      interval: interval ?? null,
    })),
  ]);
  yield `{"samples":${agreements.samples.length},"layers":${agreements.layers},\n`;
  yield `"table":${JSON.stringify(Object.fromEntries(table))},\n`;
  yield `"correlations":${correlationsJson(agreements)},\n`;
  yield `"options":${JSON.stringify(options)}}\n`;
}

/** One shard: the same numbers for some of the samples, and nothing that needs them all. */
export function* shardJson(
  agreements: Agreements,
  options: FaithfulnessOptions,
  shard: readonly [number, number],
  total: number,
): Generator<string> {
  const { samples, layers } = agreements;
  yield `{"shard":${JSON.stringify(shard)},"total":${total},"layers":${layers},\n`;
  yield `"indices":${JSON.stringify(samples)},\n`;
  yield `"correlations":${correlationsJson(agreements)},\n`;
  yield `"options":${JSON.stringify(options)}}\n`;
}
