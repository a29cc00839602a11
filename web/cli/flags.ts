import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { LoadOptions } from '#engine/engine';
import { type AttentionInfo, defaultChoice, type InputChoice } from '#model/attention';
import {
  index,
  type NumberRange,
  numberWords,
  readNumber,
  readNumbers,
  share,
  shareBelowOne,
  signedIndex,
} from '#model/number-text';
import { headsExpected, readHeads } from '#model/option-text';
import {
  defaultOptions,
  type HeadFusion,
  presetNamed,
  presets,
  type Residual,
  type RolloutOptions,
} from '#model/options';
import { UsageError } from './exit';

/** Values of a command's flags as they were typed. `true` for flags without a value. */
export type Flags = Readonly<Record<string, string | boolean | undefined>>;

/** Flags that choose what of an input is read and how it is prepared. */
export const inputFlags = {
  sample: { type: 'string' },
  join: { type: 'boolean' },
  batch: { type: 'string' },
  'only-layers': { type: 'string' },
  'crop-padding': { type: 'boolean' },
  hide: { type: 'string' },
  'merge-pieces': { type: 'boolean' },
  'renormalize-rows': { type: 'boolean' },
  'keep-heads': { type: 'string' },
  'max-memory': { type: 'string' },
} as const;

/** Flags that make layer matrices out of attention. */
export const layerFlags = {
  preset: { type: 'string' },
  heads: { type: 'string' },
  residual: { type: 'string' },
  'residual-weight': { type: 'string' },
  discard: { type: 'string' },
  'discard-order': { type: 'string' },
} as const;

/** Flags of a rollout beside those of its layers. */
export const rolloutFlags = {
  from: { type: 'string' },
  'all-heads-below': { type: 'boolean' },
} as const;

/** Where a result goes. */
export const outputFlags = {
  output: { type: 'string', short: 'o' },
  force: { type: 'boolean' },
} as const;

/** More threads than any machine has. */
const MAX_WORKERS = 1024;
/** MB, as much as 32 bits of signed size hold; not less than a byte. */
const memory: NumberRange = { low: 1e-6, high: 2147 };

type FlagTypes = Readonly<Record<string, { readonly type: 'string' | 'boolean'; short?: string }>>;

/** `--layers -1` as `--layers=-1`: what looks like a flag here is a number that counts from the end. */
function joinNegativeValues(args: string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const before = joined.at(-1);
    if (/^-\d/.test(arg) && before?.startsWith('--') && !before.includes('=')) {
      joined[joined.length - 1] = `${before}=${arg}`;
    } else {
      joined.push(arg);
    }
  }
  return joined;
}

/** Splits a command's arguments into flags and its one input. Throws `UsageError`. */
export function parseFlags(args: string[], types: FlagTypes): { flags: Flags; input: string } {
  const { flags, inputs } = parseInputs(args, types);
  const [input, ...more] = inputs;
  if (more.length > 0) {
    throw new UsageError(`One input at a time, but ${inputs.length} were named.`);
  }
  return { flags, input };
}

/** The same for commands that take several inputs, always or with `--join`. */
export function parseInputs(
  args: string[],
  types: FlagTypes,
  several?: true,
): { flags: Flags; inputs: readonly [string, ...string[]] } {
  try {
    const { values, positionals } = parseArgs({
      args: joinNegativeValues(args),
      options: types,
      allowPositionals: true,
    });
    const [input, ...more] = positionals;
    if (input === undefined) throw new UsageError('Name an input file, or - for standard input.');
    const flags = values as Flags;
    if (more.length > 0 && several !== true && flags['join'] !== true) {
      throw new UsageError(
        `One input at a time, but ${positionals.length} were named. --join makes several the layers of one.`,
      );
    }
    return { flags, inputs: [input, ...more] };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Threads to share large inputs out to. */
export function workersOf(flags: Flags): number {
  const workers: NumberRange = { low: 1, high: MAX_WORKERS, whole: true };
  return number(flags, 'workers', workers) ?? availableParallelism();
}

export function text(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}

/** A flag's number; `index`, a whole one from 0 up, where no other range is given. */
export function number(flags: Flags, name: string, range = index): number | undefined {
  const value = text(flags, name);
  if (value === undefined) return undefined;
  const parsed = readNumber(value, range);
  if (parsed !== undefined) return parsed;
  throw new UsageError(`--${name} takes a ${numberWords(range)}, not "${value}".`);
}

export function oneOf<T extends string>(name: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) {
    throw new UsageError(`--${name} is one of ${choices.join(', ')}, not "${value}".`);
  }
  return found;
}

function layersOf(name: string, list: string, range: NumberRange): readonly number[] {
  const layers = readNumbers(list, range);
  if (layers !== undefined) return layers;
  throw new UsageError(`--${name} takes layers separated by commas, such as 0,2, not "${list}".`);
}

function headFusion(value: string): HeadFusion {
  const fusion = readHeads(value);
  if (fusion === undefined) throw new UsageError(`--heads takes ${headsExpected}, not "${value}".`);
  return fusion;
}

function residualOf(flags: Flags, preset: Residual): Residual {
  const weight = number(flags, 'residual-weight', share);
  const name = text(flags, 'residual');
  const kind =
    name === undefined
      ? preset.kind
      : oneOf('residual', name, ['average', 'add', 'recurrent', 'none']);
  if (kind !== 'average') {
    if (weight !== undefined) {
      throw new UsageError(`--residual-weight goes with --residual average, not ${kind}.`);
    }
    return { kind };
  }
  return { kind, weight: weight ?? (preset.kind === 'average' ? preset.weight : 0.5) };
}

/** Analysis settings: the preset's, or the defaults, changed by the other flags. */
export function rolloutOptions(flags: Flags): RolloutOptions {
  const name = text(flags, 'preset');
  const preset = name === undefined ? defaultOptions : presetNamed(name);
  if (preset === undefined) {
    throw new UsageError(
      `--preset is one of ${Object.keys(presets).join(', ')}, not "${name ?? ''}".`,
    );
  }
  const heads = text(flags, 'heads');
  const order = text(flags, 'discard-order');
  return {
    fusion: heads === undefined ? preset.fusion : headFusion(heads),
    residual: residualOf(flags, preset.residual),
    discard: {
      ratio: number(flags, 'discard', shareBelowOne) ?? preset.discard.ratio,
      order:
        order === undefined
          ? preset.discard.order
          : oneOf('discard-order', order, ['after', 'before']),
      rule: preset.discard.rule,
    },
    startLayer: number(flags, 'from') ?? preset.startLayer,
    ...(flags['all-heads-below'] === true && { fusedBelow: true }),
  };
}

/** How much of an input is kept while it is read. */
export function loadOptions(flags: Flags): LoadOptions {
  const heads = text(flags, 'keep-heads');
  const megabytes = number(flags, 'max-memory', memory);
  return {
    ...(heads !== undefined && {
      heads: oneOf('keep-heads', heads, ['all', 'mean-when-needed', 'mean']),
    }),
    ...(megabytes !== undefined && { maxBytes: Math.floor(megabytes * 1e6) }),
  };
}

/** Positions of a list of tokens and positions: `[CLS],[SEP],7`. */
function hiddenTokens(list: string, tokens: readonly string[]): number[] {
  return list.split(',').flatMap((item) => {
    const place = readNumber(item, index);
    if (place !== undefined) return [place];
    const positions = [...tokens.keys()].filter((position) => tokens[position] === item);
    if (positions.length === 0) throw new UsageError(`--hide names "${item}", which is no token.`);
    return positions;
  });
}

/** What the flags choose of an input; `info` is what is known of it before. */
export function inputChoice(flags: Flags, { tokensRead }: AttentionInfo): InputChoice {
  const layers = text(flags, 'only-layers');
  const hidden = text(flags, 'hide');
  return {
    sample: number(flags, 'sample') ?? defaultChoice.sample,
    joinSamples: flags['join'] === true,
    batchItem: number(flags, 'batch') ?? defaultChoice.batchItem,
    layers: layers === undefined ? [] : ascending(layersOf('only-layers', layers, index)),
    cropPadding: flags['crop-padding'] === true,
    hiddenTokens: hidden === undefined ? [] : hiddenTokens(hidden, tokensRead),
    mergePieces: flags['merge-pieces'] === true,
    renormaliseRows: flags['renormalize-rows'] === true,
  };
}

function ascending(layers: readonly number[]): number[] {
  return [...new Set(layers)].sort((a, b) => a - b);
}

/**
 * `all`, `last` or layer numbers, negative ones counted from the last, as ascending indices from
 * `first` to `layers - 1`. `last` where the flag is not given.
 */
export function chosenLayers(flags: Flags, first: number, layers: number): number[] {
  const value = text(flags, 'layers') ?? 'last';
  if (value === 'last') return [layers - 1];
  if (value === 'all') return Array.from({ length: layers - first }, (_, index) => first + index);
  const named = layersOf('layers', value, signedIndex);
  const chosen = named.map((layer) => (layer < 0 ? layers + layer : layer));
  const wrong = chosen.find((layer) => layer < first || layer >= layers);
  if (wrong !== undefined) {
    throw new UsageError(
      `--layers names layer ${wrong}, but layers run from ${first} to ${layers - 1}.`,
    );
  }
  return ascending(chosen);
}
