import { finite, index, readNumber, readNumbers, share, shareBelowOne } from '#model/number-text';
import {
  type Discard,
  type HeadFusion,
  presetNamed,
  presets,
  type Residual,
  residualOf,
} from '#model/options';
import { discardOrders, fusions, namesOf, residuals } from './kinds';
import { member, setting } from './setting';
import { layerSettings, lookSettings, ofOptions, rolloutSettings } from './settings';
import { oneOf, type Value } from './values';

const fusionName = oneOf(...namesOf(fusions));
const residualName = oneOf(...namesOf(residuals));
const orderName = oneOf(...namesOf(discardOrders));

/** A kind of fusion, `3`, `0,3` (the mean of them), `max:0,3` or `weights:0.5,0.5`. */
export const headsValue: Value<HeadFusion> = {
  text: (fusion) => {
    if (fusion.kind === 'weights') return `weights:${fusion.weights}`;
    const { kind, heads } = fusion;
    if (heads === undefined) return kind;
    return kind === 'mean' ? String(heads) : `${kind}:${heads}`;
  },
  parse: (text) => {
    const [kind = '', list] = text.trim().split(':', 2);
    if (kind === 'weights') {
      const weights = list === undefined ? undefined : readNumbers(list, finite);
      return weights && { kind, weights };
    }
    if (/^[\d,\s]+$/.test(kind) && list === undefined) {
      const heads = readNumbers(kind, index);
      return heads && { kind: 'mean', heads };
    }
    const name = fusionName.parse(kind);
    if (name === undefined || list === undefined) return name && { kind: name };
    const heads = readNumbers(list, index);
    return heads && { kind: name, heads };
  },
  expects: `${namesOf(fusions).join(', ')}, a head such as 3, heads such as 0,3, max:0,3 or weights:0.5,0.5`,
};

/** A kind, or the share of the identity, as in `0.3`. */
export const residualValue: Value<Residual> = {
  text: (residual) =>
    residual.kind === 'average' && residual.weight !== 0.5
      ? String(residual.weight)
      : residual.kind,
  parse: (text) => {
    const kind = residualName.parse(text.trim());
    if (kind !== undefined) return residualOf(kind);
    const weight = readNumber(text, share);
    return weight === undefined ? undefined : residualOf('average', weight);
  },
  expects: `${namesOf(residuals).join(', ')} or a share from 0 to 1`,
};

/** `0.1`, or `0.1 before` for before the residual. */
export const discardValue: Value<Discard> = {
  text: ({ ratio, order }) => (order === 'after' ? String(ratio) : `${ratio} ${order}`),
  parse: (text) => {
    const [ratio = '', word = 'after', ...more] = text.trim().split(/\s+/);
    const value = readNumber(ratio, shareBelowOne);
    const order = orderName.parse(word);
    if (value === undefined || order === undefined || more.length > 0) return undefined;
    return { ratio: value, order, rule: 'threshold' };
  },
  expects: 'a ratio from 0 to below 1, or such as “0.1 before” for before the residual',
};

/** Options that are one text of several parts, as attributes and some flags have them. */
const compoundSettings = ofOptions([
  setting(
    oneOf(...namesOf(presets)),
    { flag: 'preset' },
    () => undefined,
    (_, name) => presetNamed(name) ?? {},
  ),
  member('fusion', headsValue, { flag: 'heads', attribute: 'heads' }),
  member('residual', residualValue, { attribute: 'residual' }),
  member('discard', discardValue, { attribute: 'discard' }),
]);

/** Every setting of an analysis, a preset before what changes it. */
export const analysisSettings = [
  ...lookSettings,
  ...compoundSettings,
  ...layerSettings,
  ...rolloutSettings,
];
