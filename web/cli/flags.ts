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
  signedIndex,
} from '#model/number-text';
import type { RolloutOptions } from '#model/options';
import { analysisSettings } from '#model/vocabulary/analysis-settings';
import type { Setting } from '#model/vocabulary/setting';
import { type Analysis, choiceSettings, usualAnalysis } from '#model/vocabulary/settings';
import { UsageError } from './exit';
import { type FlagTable, spelled } from './flag-table';

/** Values of a command's flags as they were typed. `true` for flags without a value. */
export type Flags = Readonly<Record<string, string | boolean | undefined>>;

/** More threads than any machine has. */
const MAX_WORKERS = 1024;
/** MB, as much as 32 bits of signed size hold; not less than a byte. */
const memory: NumberRange = { low: 1e-6, high: 2147 };

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
export function parseFlags(args: string[], table: FlagTable): { flags: Flags; input: string } {
  const { flags, inputs } = parseInputs(args, table);
  const [input, ...more] = inputs;
  if (more.length > 0) {
    throw new UsageError(`One input at a time, but ${inputs.length} were named.`);
  }
  return { flags, input };
}

/** The same for commands that take several inputs, always or with `--join`. */
export function parseInputs(
  args: string[],
  table: FlagTable,
  several?: true,
): { flags: Flags; inputs: readonly [string, ...string[]] } {
  try {
    const { values, positionals } = parseArgs({
      args: joinNegativeValues(args),
      options: Object.fromEntries(
        Object.keys(table).map((flag) => {
          const { name, argument, ...short } = spelled(flag);
          return [name, { type: argument === undefined ? 'boolean' : 'string', ...short }];
        }),
      ),
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

/** `usual` as the flags of its settings change it. */
function changed<Whole>(flags: Flags, settings: readonly Setting<Whole>[], usual: Whole): Whole {
  return settings.reduce((whole, { flag: name = '', expects, put }) => {
    const given = flags[name];
    if (given === undefined) return whole;
    const next = given === '' ? undefined : put(whole, given === true ? '1' : String(given));
    if (next !== undefined) return next;
    throw new UsageError(`--${name} takes ${expects}, not "${given}".`);
  }, usual);
}

/** What is analysed and shown: the preset, or the defaults, changed by the other flags. */
export function analysisOf(flags: Flags): Analysis {
  const { 'residual-weight': weight, ...others } = flags;
  const { kind } = changed(others, analysisSettings, usualAnalysis).options.residual;
  if (weight !== undefined && kind !== 'average') {
    throw new UsageError(`--residual-weight goes with --residual average, not ${kind}.`);
  }
  return changed(flags, analysisSettings, usualAnalysis);
}

export function rolloutOptions(flags: Flags): RolloutOptions {
  return analysisOf(flags).options;
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
  const { hide, ...others } = flags;
  const choice = changed(others, choiceSettings, defaultChoice);
  return {
    ...choice,
    layers: ascending(choice.layers),
    hiddenTokens: typeof hide === 'string' ? hiddenTokens(hide, tokensRead) : [],
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
  const named = readNumbers(value, signedIndex);
  if (named === undefined) {
    throw new UsageError(`--layers takes layers separated by commas, such as 0,2, not "${value}".`);
  }
  const chosen = named.map((layer) => (layer < 0 ? layers + layer : layer));
  const wrong = chosen.find((layer) => layer < first || layer >= layers);
  if (wrong !== undefined) {
    throw new UsageError(
      `--layers names layer ${wrong}, but layers run from ${first} to ${layers - 1}.`,
    );
  }
  return ascending(chosen);
}
