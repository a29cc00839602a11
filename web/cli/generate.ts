import type { AttentionInfo } from '#model/attention';
import { type Generation, stepRow } from '#model/generation';
import {
  keptPositions,
  noFilter,
  parseFilter,
  type TokenFilter,
  usualFilter,
} from '#model/token-filter';
import { UsageError } from './exit';
import { generateFlags, inputFlags, layerFlags, outputFlags } from './flag-table';
import { type Flags, number, parseFlags, rolloutOptions, text } from './flags';
import { loadInput, requireRowSums, warn } from './input';
import { outputOf } from './output';

function promptLengthOf(flags: Flags, info: AttentionInfo): number {
  const length = number(flags, 'prompt-length') ?? info.promptLength;
  if (length !== undefined) return length;
  throw new UsageError('The input names no prompt: give its number of tokens, --prompt-length M.');
}

function filterOf(flags: Flags): TokenFilter {
  const value = text(flags, 'filter') ?? 'none';
  if (value === 'none') return noFilter;
  if (value === 'default') return usualFilter;
  return { tokens: parseFilter(value), special: false };
}

function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** What a step takes from the kept tokens of the prompt, and what else it takes. */
function rowOf(row: Float32Array, prompt: number, kept: readonly number[], renormalise: boolean) {
  const values = kept.map((position) => row[position] ?? 0);
  const sum = sumOf(values);
  const fromPrompt = sumOf(row.subarray(0, prompt));
  return {
    values: renormalise && sum > 0 ? values.map((value) => value / sum) : values,
    leftOut: kept.length === prompt ? 0 : fromPrompt - sum,
    beyond: sumOf(row.subarray(prompt)),
  };
}

/** The JSON of docs/command-line.md#results, a step at a time. */
function* generationJson(
  generation: Generation,
  info: AttentionInfo,
  kept: readonly number[],
  renormalise: boolean,
  options: object,
): Generator<string> {
  const { steps, layers, promptLength: prompt } = generation;
  const tokens = info.nextToken === undefined ? info.tokens : [...info.tokens, info.nextToken];
  yield `{"method":"generate","shape":${JSON.stringify([steps, kept.length, layers])},`;
  yield `"prompt":${JSON.stringify(kept.map((position) => tokens[position]))},`;
  yield `"positions":${JSON.stringify(kept)},`;
  const generated = Array.from({ length: steps }, (_, step) => tokens[prompt + step] ?? null);
  yield `"generated":${JSON.stringify(generated)},"values":[`;
  const leftOut: number[][] = [];
  const beyond: number[][] = [];
  for (let step = 0; step < steps; step += 1) {
    const rows = Array.from({ length: layers }, (_, layer) =>
      rowOf(stepRow(generation, step, layer), prompt, kept, renormalise),
    );
    const nested = kept.map((_, index) => rows.map(({ values }) => values[index]));
    yield `${step === 0 ? '' : ',\n'}${JSON.stringify(nested)}`;
    leftOut.push(rows.map((row) => row.leftOut));
    beyond.push(rows.map((row) => row.beyond));
  }
  yield `],\n"left_out":${JSON.stringify(leftOut)},\n"from_generated":${JSON.stringify(beyond)},`;
  yield `\n"options":${JSON.stringify(options)}}\n`;
}

/** `headwater generate INPUT`: generated × prompt tokens × layers; docs/definitions.md#generation. */
export async function generate(args: string[]): Promise<void> {
  const { flags, input } = parseFlags(args, {
    ...inputFlags,
    ...layerFlags,
    ...generateFlags,
    ...outputFlags,
  });
  const output = await outputOf(flags, [input]);
  const { startLayer: _, ...options } = rolloutOptions(flags);
  const filter = filterOf(flags);
  const attention = await loadInput(input, flags);
  const info = attention.info();
  requireRowSums(info);
  const promptLength = promptLengthOf(flags, info);
  const steps = attention.generate({ ...options, promptLength, next: flags['next'] === true });
  let step = steps.next();
  while (!step.done) step = steps.next();
  const kept = keptPositions(info.tokens, promptLength, filter);
  if (kept.length === 0) {
    throw new UsageError('--filter leaves out every token of the prompt. Name fewer tokens.');
  }
  warn(info);
  await output(
    generationJson(step.value, info, kept, flags['renormalize'] === true, {
      ...options,
      promptLength,
      filter,
      renormalize: flags['renormalize'] === true,
      batch: info.batchItem,
    }),
  );
}
