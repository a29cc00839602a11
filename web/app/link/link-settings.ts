import { readoutChoices } from '#app/state/faithfulness-choice';
import { comparisons } from '#app/state/sides';
import { type Settings, sinkChoices, togetherKinds } from '#app/state/state';
import { mostPaths } from '#app/views/graph/pair-analysis';
import { index, share } from '#model/number-text';
import { methods } from '#model/vocabulary/kinds';
import { member, type Setting, setting } from '#model/vocabulary/setting';
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
  listOf(numberIn({ low: 0, high: Number.POSITIVE_INFINITY })),
  (values) => values.length === 2 && (values[0] ?? 0) <= (values[1] ?? 0),
  'two numbers with a comma between, the smaller one first',
);

/**
 * Every setting that a link can hold. A new setting is one more entry; a changed meaning needs a new
 * version (`link.ts`). Layers, heads and positions count from 0, as in files. Fields are put in this
 * order, so `heads` finds the fusion it belongs to.
 */
export const linkFields: readonly Setting<Settings>[] = [
  ...lookSettings,
  within('queries', 'selection', 'queries', wholes),
  field(
    'key',
    whole,
    ({ selection }) => selection.key,
    (settings, key) => ({ selection: { ...settings.selection, key } }),
  ),
  direct('together', 'together', oneOf(...togetherKinds)),
  direct('first-token', 'sink', oneOf(...sinkChoices)),
  ...layerSettings,
  ...rolloutSettings,
  direct('row-shares', 'rowShares', onOff),
  within('compare', 'compare', 'kind', oneOf(...comparisons)),
  field(
    'between',
    only(wholes, ({ length }) => length === 2, 'two whole numbers with a comma between'),
    ({ compare }) => compare.between,
    (settings, [one = 0, other = 0]) => ({
      compare: { ...settings.compare, between: [one, other] },
    }),
  ),
  field(
    'patches',
    either(
      only(wholes, ({ length }) => length === 3, 'rows, columns and tokens before them'),
      'auto',
    ),
    ({ image }) => image.grid,
    (settings, given) => {
      const [rows = 1, columns = 1, prefix = 0] = given === 'auto' ? [] : given;
      const grid = given === 'auto' ? given : ([rows, columns, prefix] as const);
      return { image: { ...settings.image, grid } };
    },
  ),
  within('opacity', 'image', 'opacity', numberIn(share)),
  within('step', 'generation', 'step', whole),
  within('rows', 'generation', 'rows', oneOf('layers', 'steps')),
  within('earlier', 'generation', 'beyond', onOff),
  field(
    'left-out',
    anyText,
    ({ generation }) => (generation.filtered ? generation.listed : undefined),
    (settings, listed) => ({ generation: { ...settings.generation, filtered: true, listed } }),
  ),
  within('rest-to-1', 'generation', 'renormalise', onOff),
  within('prompt', 'generation', 'promptLength', either(numberIn({ ...index, low: 1 }), 'auto')),
  within('next-step', 'generation', 'next', onOff),
  within('reference', 'faithfulness', 'reference', anyText),
  within('readout', 'faithfulness', 'readout', oneOf(...readoutChoices)),
  within('sorted-by', 'faithfulness', 'method', oneOf(...methods)),
  within('sorted-layer', 'faithfulness', 'layer', either(whole, 'last')),
  direct('thumbnails', 'thumbnails', oneOf('shared', 'own')),
  direct('paths', 'paths', numberIn({ low: 1, high: mostPaths, whole: true })),
  direct('order', 'order', orderValue),
  within('map', 'scale', 'map', oneOf(...colourMapNames)),
  within('scale', 'scale', 'kind', oneOf(...scaleKinds)),
  within('blocks', 'scale', 'blocks', oneOf(...blockKinds)),
  field(
    'range',
    either(range, 'auto'),
    ({ scale }) => scale.range,
    (settings, given) => {
      const range = given === 'auto' ? given : ([given[0] ?? 0, given[1] ?? 0] as const);
      return { scale: { ...settings.scale, range } };
    },
  ),
  within('shared', 'scale', 'shared', onOff),
  direct('panels', 'panels', either(wholes, 'auto')),
  direct('follow', 'followed', either(wholes, 'auto')),
];

/** A setting by itself. */
function direct<Key extends keyof Settings>(
  link: string,
  key: Key,
  value: Value<Exclude<Settings[Key], undefined>>,
): Setting<Settings> {
  return member(key, value, { link });
}

/** One of the settings of a part, such as the scale. */
function within<Part extends keyof Settings, Key extends keyof Settings[Part]>(
  link: string,
  part: Part,
  key: Key,
  value: Value<Settings[Part][Key]>,
): Setting<Settings> {
  return field(
    link,
    value,
    (settings) => settings[part][key],
    (settings, given) => ({ [part]: Object.assign({}, settings[part], { [key]: given }) }),
  );
}

function field<Part>(
  link: string,
  value: Value<Part>,
  of: (settings: Settings) => Part | undefined,
  put: (settings: Settings, part: Part) => Partial<Settings>,
): Setting<Settings> {
  return setting({ link }, value, of, put);
}
