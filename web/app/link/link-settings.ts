import { comparisons } from '#app/state/compare-choice';
import { readoutChoices } from '#app/state/faithfulness-choice';
import { mostPaths, type Settings, sinkChoices, togetherKinds } from '#app/state/state';
import { index, share } from '#model/number-text';
import { methods } from '#model/vocabulary/kinds';
import { inside, member, type Setting, setting } from '#model/vocabulary/setting';
import { layerSettings, lookSettings, rolloutSettings } from '#model/vocabulary/settings';
import {
  anyText,
  either,
  listOf,
  name,
  numberIn,
  oneOf,
  only,
  onOff,
  tuple,
  type Value,
  whole,
} from '#model/vocabulary/values';
import { blockKinds } from '#views/cells/pyramid';
import { colourMapNames } from '#views/colour/colour-map';
import { scaleKinds } from '#views/colour/scale';

/** The column's name, with a dash before it where the largest comes first. */
const orderValue: Value<Settings['order']> = {
  text: ({ by, descending }) => `${descending ? '-' : ''}${by}`,
  parse: (text) => {
    const by = name.parse(text.replace(/^-/, ''));
    return by === undefined ? undefined : { by, descending: text.startsWith('-') };
  },
  expects: 'the name of a column',
};

const wholes = listOf(whole);
const range = only(
  tuple<readonly [number, number]>(
    numberIn({ low: 0, high: Number.POSITIVE_INFINITY }),
    2,
    'two numbers with a comma between, the smaller one first',
  ),
  ([low, high]) => low <= high,
);
const grid = tuple<readonly [number, number, number]>(
  whole,
  3,
  'rows, columns and tokens before them',
);
const pair = tuple<readonly [number, number]>(whole, 2, 'two whole numbers with a comma between');

/**
 * Every setting that a link can hold. A new setting is one more entry; a changed meaning needs a new
 * version of links. Layers, heads and positions count from 0, as in files. They are put in this order.
 */
export const linkFields: readonly Setting<Settings>[] = [
  ...lookSettings,
  ...of('selection', [
    member('queries', wholes, { link: 'queries' }),
    member('key', whole, { link: 'key' }),
  ]),
  member('together', oneOf(...togetherKinds), { link: 'together' }),
  member('sink', oneOf(...sinkChoices), { link: 'first-token' }),
  ...layerSettings,
  ...rolloutSettings,
  ...of('compare', [
    member('kind', oneOf(...comparisons), { link: 'compare' }),
    member('between', pair, { link: 'between' }),
    member('second', anyText, { link: 'beside' }),
  ]),
  ...of('image', [
    member('grid', either(grid, 'auto'), { link: 'patches' }),
    member('opacity', numberIn(share), { link: 'opacity' }),
    member('picked', anyText, { link: 'picked' }),
  ]),
  ...of('generation', [
    member('step', whole, { link: 'step' }),
    member('rows', oneOf('layers', 'steps'), { link: 'rows' }),
    member('beyond', onOff, { link: 'earlier' }),
    setting(
      anyText,
      { link: 'left-out' },
      ({ filtered, listed }) => (filtered ? listed : undefined),
      (_, listed) => ({ filtered: true, listed }),
    ),
    member('renormalise', onOff, { link: 'rest-to-1' }),
    member('promptLength', either(numberIn({ ...index, low: 1 }), 'auto'), { link: 'prompt' }),
    member('next', onOff, { link: 'next-step' }),
  ]),
  ...of('faithfulness', [
    member('reference', anyText, { link: 'reference' }),
    member('readout', oneOf(...readoutChoices), { link: 'readout' }),
    member('method', oneOf(...methods), { link: 'sorted-by' }),
    member('layer', either(whole, 'last'), { link: 'sorted-layer' }),
  ]),
  member('thumbnails', oneOf('shared', 'own'), { link: 'thumbnails' }),
  member('paths', numberIn({ low: 1, high: mostPaths, whole: true }), { link: 'paths' }),
  member('order', orderValue, { link: 'order' }),
  ...of('scale', [
    member('map', oneOf(...colourMapNames), { link: 'map' }),
    member('kind', oneOf(...scaleKinds), { link: 'scale' }),
    member('blocks', oneOf(...blockKinds), { link: 'blocks' }),
    member('range', either(range, 'auto'), { link: 'range' }),
    member('shared', onOff, { link: 'shared' }),
  ]),
  member('panels', either(wholes, 'auto'), { link: 'panels' }),
  member('followed', either(wholes, 'auto'), { link: 'follow' }),
];

function of<Key extends keyof Settings>(key: Key, settings: readonly Setting<Settings[Key]>[]) {
  return inside<Settings, Key>(key, settings);
}
