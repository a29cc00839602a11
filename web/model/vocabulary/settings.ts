import type { InputChoice } from '#model/attention';
import type { Method } from '#model/matrix';
import { share, shareBelowOne } from '#model/number-text';
import {
  chosenHeads,
  defaultOptions,
  presetNamed,
  presets,
  type RolloutOptions,
  residualOf,
  withHeads,
} from '#model/options';
import { discardOrders, discardRules, fusions, methods, namesOf, residuals } from './kinds';
import { discardValue, headsValue, residualValue } from './option-values';
import { inside, member, type Setting, setting } from './setting';
import { listOf, name, numberIn, oneOf, onOff, whole } from './values';

/**
 * Every setting of an analysis: what links, flags and attributes call it, how its value is written,
 * and what the help says of it. Layers, heads and positions count from 0. A changed meaning needs a
 * new version of links; a new setting is one more row.
 */

/** Changes when an older page would read a link to mean something else. */
export const linkVersion = 1;

/** What is computed and how it is looked at. */
export interface Analysis {
  readonly view?: string | undefined;
  readonly method: Method;
  /** The last where undefined. */
  readonly layer?: number | undefined;
  readonly options: RolloutOptions;
}

export const usualAnalysis: Analysis = { method: 'rollout', options: defaultOptions };

const list = listOf(whole);
const join = (names: readonly string[]) => names.join(', ');

/** What of the input is analysed. `--hide` takes tokens as well (web/cli/flags.ts). */
export const choiceSettings: readonly Setting<InputChoice>[] = [
  member('sample', whole, {
    link: 'sample',
    flag: '--sample S',
    help: 'which of several samples, counted from 0',
  }),
  member('joinSamples', onOff, {
    link: 'join',
    flag: '--join',
    help: 'all samples, or several INPUTs, as the layers of one',
  }),
  member('batchItem', whole, {
    link: 'item',
    flag: '--batch B',
    help: 'which item of a batch, counted from 0',
  }),
  member('layers', list, {
    link: 'only',
    flag: '--only-layers LIST',
    help: 'only these layers, such as 0,5',
  }),
  member('cropPadding', onOff, {
    link: 'crop',
    flag: '--crop-padding',
    help: 'leave out positions that no query reads',
  }),
  member('hiddenTokens', list, {
    link: 'hide',
    flag: '--hide LIST',
    help: 'leave out tokens, by text or by position: [CLS],[SEP],7',
  }),
  member('mergePieces', onOff, {
    link: 'merge',
    flag: '--merge-pieces',
    help: 'pieces of words (##, Ġ, ▁) as words: sums over keys, means over queries',
  }),
  member('renormaliseRows', onOff, {
    link: 'renormalise',
    flag: '--renormalize-rows',
    help: 'divide every row by its sum',
  }),
];

/** What is looked at. The element has views and layers of its own. */
export const lookSettings: readonly Setting<Analysis>[] = [
  member('view', name, {
    link: 'view',
    flag: '--view NAME',
    help: 'what the page opens with: overview, matrix, layers, ...',
  }),
  member('method', oneOf(...methods), {
    link: 'method',
    flag: '--method NAME',
    attribute: 'method',
    help: join(methods),
  }),
  member('layer', whole, { link: 'layer' }),
];

/** From attention to layer matrices. `heads` of a link come after the fusion they belong to. */
export const layerSettings = ofOptions([
  setting(
    oneOf(...namesOf(presets)),
    { flag: '--preset NAME', help: `${join(namesOf(presets))}; the first has the defaults` },
    () => undefined,
    (_, name) => presetNamed(name) ?? {},
  ),
  setting(
    oneOf(...namesOf(fusions)),
    { link: 'fusion' },
    ({ fusion }) => (fusion.kind === 'weights' ? undefined : fusion.kind),
    ({ fusion }, kind) => ({ fusion: withHeads({ kind }, chosenHeads(fusion)) }),
  ),
  setting(
    list,
    { link: 'heads' },
    ({ fusion }) => chosenHeads(fusion),
    ({ fusion }, heads) => ({ fusion: withHeads(fusion, heads) }),
  ),
  setting(
    listOf(numberIn({ low: 0, high: Number.POSITIVE_INFINITY })),
    { link: 'head-weights' },
    ({ fusion }) => (fusion.kind === 'weights' ? fusion.weights : undefined),
    (_, weights) => ({ fusion: { kind: 'weights', weights } }),
  ),
  member('fusion', headsValue, {
    flag: '--heads SPEC',
    attribute: 'heads',
    help: `${join(namesOf(fusions))}, one head (3), the mean of some (0,3), max:0,3 or min:0,3, or weights:0.5,0.25,...`,
  }),
  member('residual', residualValue, { attribute: 'residual' }),
  setting(
    oneOf(...namesOf(residuals)),
    { link: 'residual', flag: '--residual KIND', help: join(namesOf(residuals)) },
    ({ residual }) => residual.kind,
    ({ residual }, kind) => (residual.kind === kind ? {} : { residual: residualOf(kind) }),
  ),
  setting(
    numberIn(share),
    {
      link: 'residual-weight',
      flag: '--residual-weight A',
      help: 'share of the identity with average, 0 to 1',
    },
    ({ residual }) => (residual.kind === 'average' ? residual.weight : undefined),
    (_, weight) => ({ residual: residualOf('average', weight) }),
  ),
  member('discard', discardValue, { attribute: 'discard' }),
  ...inside<RolloutOptions, 'discard'>('discard', [
    member('ratio', numberIn(shareBelowOne), {
      link: 'discard',
      flag: '--discard R',
      help: 'leave out the smallest entries, 0 <= R < 1',
    }),
    member('order', oneOf(...namesOf(discardOrders)), {
      link: 'discard-order',
      flag: '--discard-order ORDER',
      help: `${namesOf(discardOrders).join(' or ')} the residual`,
    }),
    member('rule', oneOf(...discardRules), { link: 'discard-rule' }),
  ]),
]);

/** A rollout's beside those of its layers. */
export const rolloutSettings = ofOptions([
  member('startLayer', whole, {
    link: 'from',
    flag: '--from J',
    help: 'start layer, counted from 0',
  }),
  setting(
    onOff,
    {
      link: 'fused-below',
      flag: '--all-heads-below',
      help: '--heads names heads of the layer that is read; those below fuse all',
    },
    ({ fusedBelow = false }) => fusedBelow,
    ({ fusedBelow = false }, below) => (below === fusedBelow ? {} : { fusedBelow: below }),
  ),
]);

export const analysisSettings = [...lookSettings, ...layerSettings, ...rolloutSettings];

/** What a flag does and is without, for the help and its page. */
export function flagsOf<Whole>(
  settings: readonly Setting<Whole>[],
  usual: Whole,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    settings.flatMap(({ flag, help, text }) => {
      if (flag === undefined) return [];
      const value = flag.includes(' ') ? text(usual) : undefined;
      return [[flag, value ? `${help} (default ${value})` : (help ?? '')]];
    }),
  );
}

function ofOptions(settings: readonly Setting<RolloutOptions>[]): Setting<Analysis>[] {
  return inside<Analysis, 'options'>('options', settings);
}
