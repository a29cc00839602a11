import { agreementCases } from '#engine/agreement-cases';
import { AgreementTable, agreementsOf, type SampleRange, sampleRanges } from '#engine/agreements';
import { isShort } from '#engine/flow-pool';
import type { LoadedAttention } from '#engine/handles';
import type { WorkerLink } from '#engine/worker-link';
import { WorkerPool } from '#engine/worker-pool';
import type { AttentionInfo } from '#model/attention';
import type { Agreements, FaithfulnessOptions, ReadoutChoice } from '#model/faithfulness';
import type { Method } from '#model/matrix';
import { index, type NumberRange, readNumber } from '#model/number-text';
import { methods } from '#model/vocabulary/kinds';
import { evaluationJson, shardJson } from './evaluation-json';
import { InputError, UsageError } from './exit';
import { evaluateFlags, inputFlags, layerFlags, outputFlags } from './flag-table';
import { type Flags, oneOf, parseFlags, rolloutOptions, text, workersOf } from './flags';
import { loadInput } from './input';
import { startNodeWorker } from './node-worker';
import { outputOf } from './output';

/** More files than a command line can name for `merge`. */
const MAX_SHARDS = 100_000;
const shardNumber: NumberRange = { low: 1, high: MAX_SHARDS, whole: true };

function methodsOf(flags: Flags): Method[] {
  const chosen = (text(flags, 'methods') ?? methods.join(','))
    .split(',')
    .map((name) => oneOf('methods', name.trim(), methods));
  return methods.filter((method) => chosen.includes(method));
}

function readoutOf(flags: Flags): ReadoutChoice {
  const value = text(flags, 'readout');
  if (value === undefined) return 'sample';
  if (value === 'max' || value === 'mean') return value;
  const position = readNumber(value, index);
  if (position !== undefined) return position;
  throw new UsageError(`--readout is a position from 0 up, max or mean, not "${value}".`);
}

function shardOf(flags: Flags): [number, number] | undefined {
  const value = text(flags, 'shard');
  if (value === undefined) return undefined;
  const parts = value.split('/').map((part) => readNumber(part, shardNumber));
  const [place, count] = parts;
  if (parts.length === 2 && place !== undefined && count !== undefined && place <= count) {
    return [place, count];
  }
  throw new UsageError(
    `--shard takes I/K with I from 1 to K and K up to ${MAX_SHARDS}, such as 1/4, not "${value}".`,
  );
}

function referenceOf(flags: Flags, { importance }: AttentionInfo): string {
  const name = text(flags, 'reference');
  if (name !== undefined) return name;
  const [only, ...more] = importance;
  if (only === undefined) {
    throw new InputError(
      'The input has no reference importance to compare with. Add a field "importance" to its samples: {"name": [one number for each token]}.',
    );
  }
  if (more.length === 0) return only;
  const names = importance.map((each) => `"${each}"`).join(', ');
  throw new UsageError(
    `The input has several references. Choose one of ${names} with --reference.`,
  );
}

/** Rows that are no distributions are evaluated only when the user says what to do with them. */
function checkRowSums({ notices, sample }: AttentionInfo): void {
  const found = notices.find(({ name }) => name.startsWith('row-sums'));
  if (found === undefined) return;
  throw new InputError(`Sample ${sample}: ${found.message} Add --renormalize-rows to do so here.`);
}

async function evaluated(
  attention: LoadedAttention,
  samples: readonly number[],
  options: FaithfulnessOptions,
  workers: number,
): Promise<Agreements> {
  const table = new AgreementTable(samples, options.methods);
  const casesOf = ({ first, count }: SampleRange) =>
    agreementCases(attention, samples.slice(first, first + count), options, checkRowSums);
  const place = (range: SampleRange, found: readonly (readonly Float64Array[])[]) => {
    const { done, total } = table.place(range, found);
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${total} samples\u001b[K`);
  };
  const ranges = sampleRanges(samples.length, workers);
  const { keys } = attention.info();
  if (workers === 1 || isShort(keys, samples.length)) {
    for (const range of ranges) {
      const cases = casesOf(range);
      place(
        range,
        cases.map((sample) => agreementsOf(attention.module, sample, options)),
      );
    }
  } else {
    const pool = new WorkerPool(startNodeWorker, workers);
    await pool.run(ranges, async (link: WorkerLink, range) => {
      place(range, await link.ask('agreements', { cases: casesOf(range), options }));
    });
    pool.close();
  }
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  return table.agreements();
}

/** `headwater evaluate SAMPLES`: Table 2 for these samples; docs/definitions.md#faithfulness. */
export async function evaluate(args: string[]): Promise<void> {
  const { '--sample S': _, ...flagsOfAll } = inputFlags;
  const { flags, input } = parseFlags(args, {
    ...flagsOfAll,
    ...layerFlags,
    ...evaluateFlags,
    ...outputFlags,
  });
  const output = await outputOf(flags, [input]);
  const { startLayer: __, ...layerOptions } = rolloutOptions(flags);
  const [methods, readout] = [methodsOf(flags), readoutOf(flags)];
  const [shard, workers] = [shardOf(flags), workersOf(flags)];
  const attention = await loadInput(input, flags);
  const info = attention.info();
  const options = { ...layerOptions, methods, reference: referenceOf(flags, info), readout };
  const [place, count] = shard ?? [1, 1];
  const samples = Array.from({ length: info.samples }, (_, sample) => sample).filter(
    (sample) => sample % count === place - 1,
  );
  const agreements = await evaluated(attention, samples, options, workers);
  await output(
    shard === undefined
      ? evaluationJson(agreements, options)
      : shardJson(agreements, options, shard, info.samples),
  );
}
