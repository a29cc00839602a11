import { agreementCases } from '#engine/agreement-cases';
import { AgreementTable, agreementsOf, type SampleRange, sampleRanges } from '#engine/agreements';
import { estimatedMs } from '#engine/flow-pool';
import type { LoadedAttention } from '#engine/handles';
import type { WorkerLink } from '#engine/worker-link';
import { WorkerPool } from '#engine/worker-pool';
import type { AttentionInfo } from '#model/attention';
import type { Agreements, FaithfulnessOptions, ReadoutChoice } from '#model/faithfulness';
import type { Method } from '#model/matrix';
import { evaluationJson, shardJson } from './evaluation-json';
import { InputError, UsageError } from './exit';
import {
  type Flags,
  inputFlags,
  layerFlags,
  oneOf,
  parseFlags,
  rolloutOptions,
  text,
  workersOf,
} from './flags';
import { loadInput } from './input';
import { startNodeWorker } from './node-worker';
import { writeOutput } from './output';

/** Less is over before a second thread is ready. */
const ALONE_MS = 200;

function methodsOf(flags: Flags): Method[] {
  const all = ['raw', 'rollout', 'flow'] as const;
  const chosen = (text(flags, 'methods') ?? all.join(','))
    .split(',')
    .map((name) => oneOf('methods', name.trim(), all));
  return all.filter((method) => chosen.includes(method));
}

function readoutOf(flags: Flags): ReadoutChoice {
  const value = text(flags, 'readout');
  if (value === undefined) return 'sample';
  if (value === 'max' || value === 'mean') return value;
  if (/^\d+$/.test(value)) return Number(value);
  throw new UsageError(`--readout is a position from 0 up, max or mean, not "${value}".`);
}

function shardOf(flags: Flags): [number, number] | undefined {
  const value = text(flags, 'shard');
  if (value === undefined) return undefined;
  const found = /^(\d+)\/(\d+)$/.exec(value);
  const [index, count] = [Number(found?.[1]), Number(found?.[2])];
  if (index >= 1 && index <= count) return [index, count];
  throw new UsageError(`--shard takes I/K with I from 1 to K, such as 1/4, not "${value}".`);
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
  if (workers === 1 || estimatedMs({ tokens: keys }) * samples.length < ALONE_MS) {
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
  const { sample: _, ...flagsOfAll } = inputFlags;
  const { flags, input } = parseFlags(args, {
    ...flagsOfAll,
    ...layerFlags,
    methods: { type: 'string' },
    reference: { type: 'string' },
    readout: { type: 'string' },
    shard: { type: 'string' },
    workers: { type: 'string' },
    output: { type: 'string', short: 'o' },
  });
  const { startLayer: __, ...layerOptions } = rolloutOptions(flags);
  const [methods, readout] = [methodsOf(flags), readoutOf(flags)];
  const [shard, workers] = [shardOf(flags), workersOf(flags)];
  const attention = await loadInput(input, flags);
  const info = attention.info();
  const options = { ...layerOptions, methods, reference: referenceOf(flags, info), readout };
  const [index, count] = shard ?? [1, 1];
  const samples = Array.from({ length: info.samples }, (_, sample) => sample).filter(
    (sample) => sample % count === index - 1,
  );
  const agreements = await evaluated(attention, samples, options, workers);
  await writeOutput(
    text(flags, 'output'),
    shard === undefined
      ? evaluationJson(agreements, options)
      : shardJson(agreements, options, shard, info.samples),
  );
}
