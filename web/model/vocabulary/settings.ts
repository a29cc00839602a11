import type { InputChoice } from '#model/attention';
import type { Method } from '#model/matrix';
import { share, shareBelowOne } from '#model/number-text';
import {
  chosenHeads,
  defaultOptions,
  type RolloutOptions,
  residualOf,
  withHeads,
} from '#model/options';
import { discardOrders, discardRules, fusions, methods, namesOf, residuals } from './kinds';
import { inside, member, type Setting, setting } from './setting';
import { listOf, name, numberIn, oneOf, onOff, whole } from './values';

/**
 * Every setting of an analysis: what links, flags and attributes call it, and how its value is
 * written. Layers, heads and positions count from 0. A changed meaning needs a new version of links; a
 * new setting is one more row. What only the command line and the element need of it is not here, so
 * that the page does not load it: analysis-settings.ts, and what flags do (web/cli/flag-table.ts).
 */

/** Changes when an older page would read a link to mean something else. */
export const linkVersion = 1;

/** What is computed and how it is looked at. */
export interface Analysis {
  readonly view?: string | undefined;
  readonly method: Method;
  /** The last where undefined. */
  readonly layer?: number | undefined;
  /** Flow is shown as shares of its rows. */
  readonly rowShares?: boolean;
  readonly options: RolloutOptions;
}

export const usualAnalysis: Analysis = { method: 'rollout', options: defaultOptions };

const list = listOf(whole);

/** What of the input is analysed. `--hide` takes tokens as well (web/cli/flags.ts). */
export const choiceSettings: readonly Setting<InputChoice>[] = [
  member('sample', whole, { link: 'sample', flag: 'sample' }),
  member('joinSamples', onOff, { link: 'join', flag: 'join' }),
  member('batchItem', whole, { link: 'item', flag: 'batch' }),
  member('layers', list, { link: 'only', flag: 'only-layers' }),
  member('cropPadding', onOff, { link: 'crop', flag: 'crop-padding' }),
  member('hiddenTokens', list, { link: 'hide', flag: 'hide' }),
  member('mergePieces', onOff, { link: 'merge', flag: 'merge-pieces' }),
  member('renormaliseRows', onOff, { link: 'renormalise', flag: 'renormalize-rows' }),
];

/** What is looked at. The element has views and layers of its own. */
export const lookSettings: readonly Setting<Analysis>[] = [
  member('view', name, { link: 'view', flag: 'view' }),
  member('method', oneOf(...methods), {
    link: 'method',
    flag: 'method',
    attribute: 'method',
  }),
  member('layer', whole, { link: 'layer' }),
  setting(
    onOff,
    { link: 'row-shares' },
    ({ rowShares = false }) => rowShares,
    (_, rowShares) => ({ rowShares }),
  ),
];

/** From attention to layer matrices. `heads` of a link come after the fusion they belong to. */
export const layerSettings = ofOptions([
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
  setting(
    oneOf(...namesOf(residuals)),
    { link: 'residual', flag: 'residual' },
    ({ residual }) => residual.kind,
    ({ residual }, kind) => (residual.kind === kind ? {} : { residual: residualOf(kind) }),
  ),
  setting(
    numberIn(share),
    { link: 'residual-weight', flag: 'residual-weight' },
    ({ residual }) => (residual.kind === 'average' ? residual.weight : undefined),
    (_, weight) => ({ residual: residualOf('average', weight) }),
  ),
  ...inside<RolloutOptions, 'discard'>('discard', [
    member('ratio', numberIn(shareBelowOne), { link: 'discard', flag: 'discard' }),
    member('order', oneOf(...namesOf(discardOrders)), {
      link: 'discard-order',
      flag: 'discard-order',
    }),
    member('rule', oneOf(...discardRules), { link: 'discard-rule' }),
  ]),
]);

/** A rollout's beside those of its layers. */
export const rolloutSettings = ofOptions([
  member('startLayer', whole, { link: 'from', flag: 'from' }),
  setting(
    onOff,
    { link: 'fused-below', flag: 'all-heads-below' },
    ({ fusedBelow = false }) => fusedBelow,
    ({ fusedBelow = false }, below) => (below === fusedBelow ? {} : { fusedBelow: below }),
  ),
]);

/** Settings of the options, as settings of the analysis. */
export function ofOptions(settings: readonly Setting<RolloutOptions>[]): Setting<Analysis>[] {
  return inside<Analysis, 'options'>('options', settings);
}
