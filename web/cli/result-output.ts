import { basename } from 'node:path';
import { type Export, exports } from '#export/exports';
import { type PlainResult, plainMatrices, plainPicture } from '#export/sources';
import { UsageError } from './exit';
import { formatNames, formats } from './flag-table';
import { type Flags, oneOf, text } from './flags';
import { outputOf } from './output';

type Format = Export<'matrices' | 'picture'>;

/** As `--format` says, or as the output's name ends; JSON where neither names a format. */
function formatOf(flags: Flags): Format {
  const name = text(flags, 'format');
  const output = text(flags, 'output')?.toLowerCase() ?? '';
  const named = exports.find(({ ending }) => output.endsWith(`.${ending}`))?.name;
  const wanted = name === undefined ? named : oneOf('format', name, formatNames);
  const format = formats.find((one) => one.name === (wanted ?? 'json'));
  if (format !== undefined) return format;
  throw new UsageError(
    `${basename(output)} ends like what is not made here. Name a file that ends otherwise, or say --format with one of ${formatNames.join(', ')}.`,
  );
}

/** A result of matrices on its way out. */
export interface ResultOutput {
  /** Throws `UsageError` where the format has no place for so many layers: before they are computed. */
  readonly take: (layers: readonly number[]) => void;
  /** `options` and `extra` are what the JSON says beside the matrices, docs/command-line.md#results. */
  readonly write: (
    result: PlainResult,
    options: object,
    extra?: readonly string[],
  ) => Promise<void>;
}

/**
 * The place and the format that flags name, looked at before anything is computed. `beside` are flags
 * whose answer only JSON has a place for.
 */
export async function resultOutputOf(
  flags: Flags,
  inputs: readonly string[],
  beside: readonly string[] = [],
): Promise<ResultOutput> {
  const format = formatOf(flags);
  const homeless = beside.find((flag) => flags[flag] === true);
  if (homeless !== undefined && format.name !== 'json') {
    throw new UsageError(
      `--${homeless} goes with --format json: ${format.label} has no place for what it adds.`,
    );
  }
  const output = await outputOf(flags, inputs);
  return {
    take(layers) {
      if (format.needs !== 'picture' || layers.length === 1) return;
      throw new UsageError(
        `${format.label} shows one layer, and --layers names ${layers.length}. Name one of them.`,
      );
    },
    async write(result, options, extra = []) {
      await output(await format.write(sourceOf(format, result, options, extra)));
    },
  };
}

function sourceOf(
  { name, needs }: Format,
  result: PlainResult,
  options: object,
  extra: readonly string[],
) {
  if (needs === 'picture') return plainPicture(result);
  const matrices = plainMatrices(result);
  return name === 'json' ? { ...matrices, settings: { ...options }, extra } : matrices;
}

/** What the inputs are called in files and titles. */
export function inputName(inputs: readonly string[]): string {
  return inputs.map((input) => (input === '-' ? 'input' : basename(input))).join(', ');
}
