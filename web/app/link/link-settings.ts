import { comparisons } from '#app/state/compare-choice';
import { readoutChoices } from '#app/state/faithfulness-choice';
import { mostPaths, type Settings, sinkChoices, togetherKinds } from '#app/state/state';
import type { HeadFusion, Residual } from '#model/options';
import { blockKinds } from '#views/cells/pyramid';
import { colourMapNames } from '#views/colour/colour-map';
import { scaleKinds } from '#views/colour/scale';
import {
  anyText,
  either,
  flag,
  type LinkValue,
  listOf,
  name,
  numberWithin,
  oneOf,
  only,
  whole,
} from './link-values';

/** One parameter of a link: the part of the settings that it holds. */
export interface LinkField {
  readonly name: string;
  readonly expects: string;
  /** The part as text; undefined where these settings do not have it. */
  readonly text: (settings: Settings) => string | undefined;
  /** Whether a text can be read. */
  readonly reads: (text: string) => boolean;
  /** The settings with the part that a text names; unchanged where it cannot be read. */
  readonly put: (settings: Settings, text: string) => Settings;
}

/** The column's name, with a dash before it where the largest comes first. */
const orderValue: LinkValue<Settings['order']> = {
  text: ({ by, descending }) => `${descending ? '-' : ''}${by}`,
  parse: (text) => {
    const by = name.parse(text.replace(/^-/, ''));
    return by === undefined ? undefined : { by, descending: text.startsWith('-') };
  },
  expects: 'the name of a column',
};

const wholes = listOf(whole);
const range = only(
  listOf(numberWithin(0, Number.POSITIVE_INFINITY)),
  (values) => values.length === 2 && (values[0] ?? 0) <= (values[1] ?? 0),
  'two numbers with a comma between, the smaller one first',
);

/**
 * Every setting that a link can hold. A new setting is one more entry; a changed meaning needs a new
 * version (`link.ts`). Layers, heads and positions count from 0, as in files. Fields are put in this
 * order, so `heads` finds the fusion it belongs to.
 */
export const linkFields: readonly LinkField[] = [
  direct('view', 'view', name),
  direct('method', 'method', oneOf('raw', 'rollout', 'flow')),
  direct('layer', 'layer', whole),
  within('queries', 'selection', 'queries', wholes),
  field(
    'key',
    whole,
    ({ selection }) => selection.key,
    (settings, key) => ({ ...settings, selection: { ...settings.selection, key } }),
  ),
  direct('together', 'together', oneOf(...togetherKinds)),
  direct('first-token', 'sink', oneOf(...sinkChoices)),
  field(
    'fusion',
    oneOf('mean', 'max', 'min', 'gradient'),
    ({ options: { fusion } }) => (fusion.kind === 'weights' ? undefined : fusion.kind),
    (settings, kind) => withFusion(settings, { ...headsOf(settings), kind }),
  ),
  field(
    'heads',
    wholes,
    (settings) => headsOf(settings).heads,
    (settings, heads) => withFusion(settings, { kind: kindOf(settings), heads }),
  ),
  field(
    'head-weights',
    listOf(numberWithin(0, Number.POSITIVE_INFINITY)),
    ({ options: { fusion } }) => (fusion.kind === 'weights' ? fusion.weights : undefined),
    (settings, weights) => withFusion(settings, { kind: 'weights', weights }),
  ),
  field(
    'residual',
    oneOf('average', 'add', 'recurrent', 'none'),
    ({ options: { residual } }) => residual.kind,
    (settings, kind) =>
      withResidual(settings, kind === 'average' ? { kind, weight: 0.5 } : { kind }),
  ),
  field(
    'residual-weight',
    numberWithin(0, 1),
    ({ options: { residual } }) => (residual.kind === 'average' ? residual.weight : undefined),
    (settings, weight) => withResidual(settings, { kind: 'average', weight }),
  ),
  field(
    'discard',
    only(numberWithin(0, 1), (ratio) => ratio < 1, 'a number from 0 to below 1'),
    ({ options: { discard } }) => discard.ratio,
    (settings, ratio) => withDiscard(settings, { ratio }),
  ),
  field(
    'discard-order',
    oneOf('after', 'before'),
    ({ options: { discard } }) => discard.order,
    (settings, order) => withDiscard(settings, { order }),
  ),
  field(
    'discard-rule',
    oneOf('threshold', 'count'),
    ({ options: { discard } }) => discard.rule,
    (settings, rule) => withDiscard(settings, { rule }),
  ),
  within('from', 'options', 'startLayer', whole),
  direct('row-shares', 'rowShares', flag),
  field(
    'fused-below',
    flag,
    ({ options }) => options.fusedBelow ?? false,
    ({ options: { fusedBelow: _, ...options }, ...settings }, below) => ({
      ...settings,
      options: below ? { ...options, fusedBelow: true } : options,
    }),
  ),
  within('compare', 'compare', 'kind', oneOf(...comparisons)),
  field(
    'between',
    only(wholes, ({ length }) => length === 2, 'two whole numbers with a comma between'),
    ({ compare }) => compare.between,
    (settings, [one = 0, other = 0]) => ({
      ...settings,
      compare: { ...settings.compare, between: [one, other] },
    }),
  ),
  within('beside', 'compare', 'second', anyText),
  field(
    'patches',
    either(
      only(wholes, ({ length }) => length === 3, 'rows, columns and tokens before them'),
      'auto',
      'auto' as const,
    ),
    ({ image }) => image.grid,
    (settings, given) => {
      const [rows = 1, columns = 1, prefix = 0] = given === 'auto' ? [] : given;
      const grid = given === 'auto' ? given : ([rows, columns, prefix] as const);
      return { ...settings, image: { ...settings.image, grid } };
    },
  ),
  within('opacity', 'image', 'opacity', numberWithin(0, 1)),
  within('picked', 'image', 'picked', anyText),
  within('step', 'generation', 'step', whole),
  within('rows', 'generation', 'rows', oneOf('layers', 'steps')),
  within('earlier', 'generation', 'beyond', flag),
  field(
    'left-out',
    anyText,
    ({ generation }) => (generation.filtered ? generation.listed : undefined),
    (settings, listed) => ({
      ...settings,
      generation: { ...settings.generation, filtered: true, listed },
    }),
  ),
  within('rest-to-1', 'generation', 'renormalise', flag),
  within(
    'prompt',
    'generation',
    'promptLength',
    either(
      only(whole, (length) => length > 0, 'a whole number from 1 on'),
      'auto',
      'auto' as const,
    ),
  ),
  within('next-step', 'generation', 'next', flag),
  within('reference', 'faithfulness', 'reference', anyText),
  within('readout', 'faithfulness', 'readout', oneOf(...readoutChoices)),
  within('sorted-by', 'faithfulness', 'method', oneOf('raw', 'rollout', 'flow')),
  within('sorted-layer', 'faithfulness', 'layer', either(whole, 'last', 'last' as const)),
  direct('thumbnails', 'thumbnails', oneOf('shared', 'own')),
  direct(
    'paths',
    'paths',
    only(
      whole,
      (count) => count > 0 && count <= mostPaths,
      `a whole number from 1 to ${mostPaths}`,
    ),
  ),
  direct('order', 'order', orderValue),
  within('map', 'scale', 'map', oneOf(...colourMapNames)),
  within('scale', 'scale', 'kind', oneOf(...scaleKinds)),
  within('blocks', 'scale', 'blocks', oneOf(...blockKinds)),
  field(
    'range',
    either(range, 'auto', 'auto' as const),
    ({ scale }) => scale.range,
    (settings, given) => {
      const range = given === 'auto' ? given : ([given[0] ?? 0, given[1] ?? 0] as const);
      return { ...settings, scale: { ...settings.scale, range } };
    },
  ),
  within('shared', 'scale', 'shared', flag),
  direct('panels', 'panels', either(wholes, 'auto', 'auto' as const)),
  direct('follow', 'followed', either(wholes, 'auto', 'auto' as const)),
];

/** A setting by itself. */
function direct<Key extends keyof Settings>(
  fieldName: string,
  key: Key,
  value: LinkValue<Settings[Key]>,
): LinkField {
  return field(
    fieldName,
    value,
    (settings) => settings[key],
    (settings, given) => ({ ...settings, [key]: given }),
  );
}

/** One of the settings of a part, such as the scale. */
function within<Part extends keyof Settings, Key extends keyof Settings[Part]>(
  fieldName: string,
  part: Part,
  key: Key,
  value: LinkValue<Settings[Part][Key]>,
): LinkField {
  return field(
    fieldName,
    value,
    (settings) => settings[part][key],
    (settings, given) => ({
      ...settings,
      [part]: Object.assign({}, settings[part], { [key]: given }),
    }),
  );
}

function field<Value>(
  fieldName: string,
  value: LinkValue<Value>,
  of: (settings: Settings) => Value | undefined,
  put: (settings: Settings, value: Value) => Settings,
): LinkField {
  return {
    name: fieldName,
    expects: value.expects,
    text: (settings) => {
      const part = of(settings);
      return part === undefined ? undefined : value.text(part);
    },
    reads: (text) => value.parse(text) !== undefined,
    put: (settings, text) => {
      const part = value.parse(text);
      return part === undefined ? settings : put(settings, part);
    },
  };
}

function kindOf({ options: { fusion } }: Settings): 'mean' | 'max' | 'min' | 'gradient' {
  return fusion.kind === 'weights' ? 'mean' : fusion.kind;
}

function headsOf({ options: { fusion } }: Settings): { readonly heads?: readonly number[] } {
  return fusion.kind === 'weights' || fusion.heads === undefined ? {} : { heads: fusion.heads };
}

function withFusion(settings: Settings, fusion: HeadFusion): Settings {
  return { ...settings, options: { ...settings.options, fusion } };
}

function withResidual(settings: Settings, residual: Residual): Settings {
  return { ...settings, options: { ...settings.options, residual } };
}

function withDiscard(settings: Settings, part: Partial<Settings['options']['discard']>): Settings {
  const { options } = settings;
  return { ...settings, options: { ...options, discard: { ...options.discard, ...part } } };
}
