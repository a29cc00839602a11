import { readFile } from 'node:fs/promises';
import type { Agreements } from '#model/faithfulness';
import { evaluationJson, type Shard } from './evaluation-json';
import { InputError } from './exit';
import { parseInputs, text } from './flags';
import { writeOutput } from './output';

async function readShard(path: string): Promise<Shard> {
  const content = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new InputError(`${path} cannot be read: ${error instanceof Error ? error.message : ''}.`);
  });
  try {
    const shard = JSON.parse(content) as Partial<Shard> | null;
    if (shard?.shard && shard.indices && shard.correlations && shard.options) return shard as Shard;
  } catch {
    // Told below.
  }
  throw new InputError(`${path} is no shard. Make shards with headwater evaluate --shard I/K.`);
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
  const missing = Array.from({ length: count }, (_, index) => index + 1).filter(
    (index) => !seen.has(index),
  );
  if (missing.length > 0) {
    throw new InputError(
      `Of ${count} shards ${missing.map((index) => `${index}/${count}`).join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing. Name the files of all shards.`,
    );
  }
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
  const { flags, inputs } = parseInputs(args, { output: { type: 'string', short: 'o' } }, true);
  const shards = await Promise.all(inputs.map(readShard));
  checkComplete(shards, inputs);
  const [first] = shards;
  if (first === undefined) return;
  await writeOutput(text(flags, 'output'), evaluationJson(merged(shards), first.options));
}
