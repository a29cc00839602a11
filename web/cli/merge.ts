import { readFile } from 'node:fs/promises';
import type { Agreements } from '#model/faithfulness';
import { evaluationJson, type Shard } from './evaluation-json';
import { InputError, reason } from './exit';
import { outputFlags } from './flag-table';
import { parseInputs } from './flags';
import { outputOf } from './output';
import { parsedShard } from './shard';

async function readShard(path: string): Promise<Shard> {
  const content = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new InputError(`${path} cannot be read: ${reason(error)}.`);
  });
  const shard = parsedShard(content);
  if (shard !== undefined) return shard;
  throw new InputError(
    `${path} is no shard, or was changed. Make shards with headwater evaluate --shard I/K.`,
  );
}

/** All shards of one evaluation, each once. Throws `InputError`. */
function checkComplete(shards: readonly Shard[], paths: readonly string[]): void {
  const [first] = shards;
  const count = first?.shard[1] ?? 0;
  const seen = new Map<number, string>();
  for (const [place, { shard, total, options }] of shards.entries()) {
    const path = paths[place] ?? '';
    const same =
      shard[1] === count &&
      total === first?.total &&
      JSON.stringify(options) === JSON.stringify(first.options);
    if (!same) {
      throw new InputError(
        `${path} belongs to another evaluation than ${paths[0]}: samples, options or number of shards differ. Merge the shards of one evaluation.`,
      );
    }
    const twin = seen.get(shard[0]);
    if (twin !== undefined) {
      throw new InputError(
        `${twin} and ${path} are both shard ${shard[0]}/${count}. Name it once.`,
      );
    }
    seen.set(shard[0], path);
  }
  if (seen.size === count) return;
  const missing: string[] = [];
  for (let index = 1; index <= count && missing.length < 5; index += 1) {
    if (!seen.has(index)) missing.push(`${index}/${count}`);
  }
  const more = count - seen.size - missing.length;
  throw new InputError(
    `Of ${count} shards ${missing.join(', ')}${more > 0 ? ` and ${more} more` : ''} ${count - seen.size === 1 ? 'is' : 'are'} missing. Name the files of all shards.`,
  );
}

function merged(shards: readonly Shard[]): Agreements {
  const layers = Math.max(0, ...shards.map((shard) => shard.layers));
  const odd = shards.find((shard) => shard.layers !== layers && shard.indices.length > 0);
  if (odd !== undefined) {
    throw new InputError(
      `Shards have ${layers} and ${odd.layers} layers. Evaluate samples of one model at a time.`,
    );
  }
  const total = shards[0]?.total ?? 0;
  const correlations = Object.fromEntries(
    (shards[0]?.options.methods ?? []).map((method) => {
      const values = new Float64Array(total * layers);
      for (const { indices, correlations: ofShard } of shards) {
        for (const [row, sample] of indices.entries()) {
          const found = ofShard[method]?.[row] ?? [];
          values.set(
            found.map((value) => value ?? Number.NaN),
            sample * layers,
          );
        }
      }
      return [method, values];
    }),
  );
  return { samples: Array.from({ length: total }, (_, sample) => sample), layers, correlations };
}

/** `headwater merge SHARD...`: what one evaluation of all samples gives, to the last bit. */
export async function merge(args: string[]): Promise<void> {
  const { flags, inputs } = parseInputs(args, outputFlags, true);
  const output = await outputOf(flags, inputs);
  const shards = await Promise.all(inputs.map(readShard));
  checkComplete(shards, inputs);
  const [first] = shards;
  if (first === undefined) return;
  await output(evaluationJson(merged(shards), first.options));
}
