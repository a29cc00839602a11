import { exportsFrom } from '#export/exports';
import { defaultChoice } from '#model/attention';
import { presets } from '#model/options';
import { analysisSettings } from '#model/vocabulary/analysis-settings';
import { discardOrders, fusions, methods, namesOf, residuals } from '#model/vocabulary/kinds';
import type { Setting } from '#model/vocabulary/setting';
import { choiceSettings, usualAnalysis } from '#model/vocabulary/settings';

/**
 * What flags do, by their spelling: `--sample S` takes a value, `--join` none. Commands read by these
 * tables, and the help and docs/command-line.md are made from them.
 */
export type FlagTable = Readonly<Record<string, string>>;

const join = (names: readonly string[]) => names.join(', ');

/** What of an input is read and how it is prepared. */
export const inputFlags: FlagTable = {
  ...withDefaults(choiceSettings, defaultChoice, {
    '--sample S': 'which of several samples, counted from 0',
    '--join': 'all samples, or several INPUTs, as the layers of one',
    '--batch B': 'which item of a batch, counted from 0',
    '--only-layers LIST': 'only these layers, such as 0,5',
    '--crop-padding': 'leave out positions that no query reads',
    '--hide LIST': 'leave out tokens, by text or by position: [CLS],[SEP],7',
    '--merge-pieces': 'pieces of words (##, Ġ, ▁) as words: sums over keys, means over queries',
    '--renormalize-rows': 'divide every row by its sum',
  }),
  '--keep-heads WHICH':
    'while reading: mean-when-needed (default: all, or their mean where all do not fit), all, mean',
  '--max-memory MB': 'most that weights may take (default and most 2147)',
};

/** How layer matrices are made out of attention. */
export const layerFlags = withDefaults(analysisSettings, usualAnalysis, {
  '--preset NAME': `${join(namesOf(presets))}; the first has the defaults`,
  '--heads SPEC': `${join(namesOf(fusions))}, one head (3), the mean of some (0,3), max:0,3 or min:0,3, or weights:0.5,0.25,...`,
  '--residual KIND': join(namesOf(residuals)),
  '--residual-weight A': 'share of the identity with average, 0 to 1',
  '--discard R': 'leave out the smallest entries, 0 <= R < 1',
  '--discard-order ORDER': `${namesOf(discardOrders).join(' or ')} the residual`,
});

/** Where a result goes. */
export const outputFlags: FlagTable = {
  '-o, --output OUT':
    'write to a file instead of standard output; it appears whole or not at all, and a device or pipe is written to as it stands',
  '--force': 'also where OUT is the input',
};

/** The files that a result is written as; pictures made of pixels take a browser. */
export const formats = exportsFrom('matrices', 'picture');
export const formatNames = formats.map(({ name }) => name);

/** Which layers of a result are written, and how. */
export const resultFlags: FlagTable = {
  '--layers LIST': 'last (default), all, or numbers such as 0,5,-1',
  '--format NAME': `one of ${join(formatNames)} (default: as OUT ends, or json)`,
};

/** Flags of a rollout beside those of its layers. */
export const rolloutFlags = withDefaults(analysisSettings, usualAnalysis, {
  '--from J': 'start layer, counted from 0',
  '--all-heads-below': '--heads names heads of the layer that is read; those below fuse all',
});

export const flowFlags: FlagTable = {
  '--source I': 'only flow from this position',
  '--sink T': 'only flow to this token',
  '--sink-layer J': 'sinks are the nodes below layer J (default 0: the input tokens)',
  '--normalize rows': 'divide each row by its sum',
  '--cut': 'with one source, sink and layer: add the minimum cut and the paths',
  '--verify': 'set every flow against its cut and add the largest gap',
  '--workers K': 'threads for large inputs (default: one for each processor)',
};

export const exportFlags: FlagTable = {
  '--view NAME': 'what the page opens with: overview, matrix, layers, ...',
  ...withDefaults(analysisSettings, usualAnalysis, { '--method NAME': join(methods) }),
  '--layer L': 'the layer shown, counted from 0 (default: the last)',
  ...rolloutFlags,
};

export const generateFlags: FlagTable = {
  '--prompt-length M': 'tokens of the prompt (default: as the input says)',
  '--next': 'of one forward pass: also the step after the end of the text',
  '--filter LIST':
    'leave tokens of the prompt out: none (default), default (special tokens and , . newline is : and), or tokens separated by commas (\\, and \\n)',
  '--renormalize': 'divide what is left of each row by its sum',
};

export const evaluateFlags: FlagTable = {
  '--methods LIST': 'of raw,rollout,flow (default: all)',
  '--reference NAME': 'which importance (default: the only one there is)',
  '--readout P': 'a position, max or mean (default: the position that each sample names)',
  '--shard I/K': 'only every K-th sample, the I-th of K shards, 1/K to K/K',
  '--workers K': 'threads for many samples (default: one for each processor)',
};

/** `output` of `-o, --output OUT`, its short form and what stands for its value. */
export function spelled(flag: string): { name: string; short?: string; argument?: string } {
  const [, short, name = '', argument] = /^(?:-(\w), )?--([\w-]+)(?: (\S+))?$/.exec(flag) ?? [];
  return { name, ...(short && { short }), ...(argument && { argument }) };
}

/** What flags do and, where they take a value, what is taken without them. */
function withDefaults<Whole>(
  settings: readonly Setting<Whole>[],
  usual: Whole,
  table: FlagTable,
): FlagTable {
  return Object.fromEntries(
    Object.entries(table).map(([flag, does]) => {
      const { name, argument } = spelled(flag);
      const value = argument && settings.find((one) => one.flag === name)?.text(usual);
      return [flag, value ? `${does} (default ${value})` : does];
    }),
  );
}
