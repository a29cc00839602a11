import { type ComparisonKind, comparisons } from '#app/state/compare-choice';
import { isQuick, methodChoices, refusal } from '#app/state/methods';
import { presetLabels, withPreset } from '#app/state/presets';
import type { OpenInput, Settings } from '#app/state/state';
import type { AttentionInfo } from '#model/attention';
import type { Method } from '#model/matrix';
import { chosenHeads, presets, type RolloutOptions, withHeads } from '#model/options';
import { fusions, namesOf } from '#model/vocabulary/kinds';
import { formatPercent } from '#views/words/format';

export const comparisonLabels: Readonly<Record<ComparisonKind, string>> = {
  methods: 'Methods',
  discard: 'Discard',
  fusion: 'Head fusion',
  presets: 'Presets',
  files: 'Two files',
};

/** One of the settings that are compared. */
export interface Side {
  readonly label: string;
  readonly input: OpenInput;
  readonly method: Method;
  readonly options: RolloutOptions;
  /** Rows are divided by their sums, so that flow has the scale of what sums to 1. */
  readonly shares?: boolean;
  /** Why it cannot be shown. */
  readonly refused?: string | undefined;
}

/** The discard ratios that the literature sets side by side. */
const discardRatios = [0, 0.1, 0.3, 0.5] as const;

/** Comparisons that an input can fill: cross attention has no layers to join. */
export function offeredComparisons(info: AttentionInfo): readonly ComparisonKind[] {
  return info.queries === info.keys ? comparisons : ['fusion', 'files'];
}

/** The settings that a comparison sets side by side; `second` is the input opened beside this one. */
export function sidesOf(
  kind: ComparisonKind,
  { method, options }: Pick<Settings, 'method' | 'options'>,
  input: OpenInput,
  second: OpenInput | undefined,
): readonly Side[] {
  const through: Method = method === 'raw' ? 'rollout' : method;
  switch (kind) {
    case 'methods':
      return methodChoices.map((choice) => {
        const shares = choice.method === 'flow';
        const label = shares ? 'Flow, shares of rows' : choice.label;
        return { ...side(label, input, choice.method, options, method), shares };
      });
    case 'discard':
      return discardRatios.map((ratio) => {
        const label = ratio === 0 ? 'nothing discarded' : `${formatPercent(ratio)} discarded`;
        const discard = { ...options.discard, ratio };
        return side(label, input, through, { ...options, discard }, method);
      });
    case 'fusion': {
      const heads = chosenHeads(options.fusion);
      const names = namesOf(fusions).filter((name) => !fusions[name].ofGradients);
      return names.map((name) => {
        const fusion = withHeads({ kind: name }, heads);
        return side(`${name} of heads`, input, method, { ...options, fusion }, method);
      });
    }
    case 'presets':
      return Object.keys(presets).map((name) => {
        const label = presetLabels[name] ?? name;
        return side(label, input, through, withPreset(options, name), method);
      });
    case 'files':
      return [input, ...(second === undefined ? [] : [second])].map((each) =>
        side(each.name, each, method, options, method),
      );
  }
}

function side(
  label: string,
  input: OpenInput,
  method: Method,
  options: RolloutOptions,
  shown: Method,
): Side {
  const slow = `Flow of ${input.info.keys} tokens takes a while: choose Flow as the method to see it here.`;
  const waits = method === 'flow' && shown !== 'flow' && !isQuick(method, input.info);
  const refused = refusal(method, input.info, options) ?? (waits ? slow : undefined);
  return { label, input, method, options, refused };
}
