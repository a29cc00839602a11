import type { HeadFusion, Residual } from '#model/options';
import { colourMapNames } from '#views/colour-map';
import { blockKinds } from '#views/pyramid';
import { scaleKinds } from '#views/scale';
import { readoutChoices } from './faithfulness-choice';
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
import { comparisons } from './sides';
import { type Settings, sinkChoices, togetherKinds } from './state';

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
  field(
    'view',
    name,
    ({ view }) => view,
    (settings, view) => ({ ...settings, view }),
  ),
  field(
    'method',
    oneOf('raw', 'rollout', 'flow'),
    ({ method }) => method,
    (settings, method) => ({ ...settings, method }),
  ),
  field(
    'layer',
    whole,
    ({ layer }) => layer,
    (settings, layer) => ({ ...settings, layer }),
  ),
  field(
    'queries',
    wholes,
    ({ selection }) => selection.queries,
    (settings, queries) => ({ ...settings, selection: { ...settings.selection, queries } }),
  ),
  field(
    'key',
    whole,
    ({ selection }) => selection.key,
    (settings, key) => ({ ...settings, selection: { ...settings.selection, key } }),
  ),
  field(
    'together',
    oneOf(...togetherKinds),
    ({ together }) => together,
    (settings, together) => ({ ...settings, together }),
  ),
  field(
    'first-token',
    oneOf(...sinkChoices),
    ({ sink }) => sink,
    (settings, sink) => ({ ...settings, sink }),
  ),
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
  field(
    'from',
    whole,
    ({ options }) => options.startLayer,
    (settings, startLayer) => ({ ...settings, options: { ...settings.options, startLayer } }),
  ),
  field(
    'row-shares',
    flag,
    ({ rowShares }) => rowShares,
    (settings, rowShares) => ({ ...settings, rowShares }),
  ),
  field(
    'fused-below',
    flag,
    ({ options }) => options.fusedBelow ?? false,
    ({ options: { fusedBelow: _, ...options }, ...settings }, below) => ({
      ...settings,
      options: below ? { ...options, fusedBelow: true } : options,
    }),
  ),
  field(
    'compare',
    oneOf(...comparisons),
    ({ compare }) => compare.kind,
    (settings, kind) => ({ ...settings, compare: { ...settings.compare, kind } }),
  ),
  field(
    'between',
    only(wholes, ({ length }) => length === 2, 'two whole numbers with a comma between'),
    ({ compare }) => compare.between,
    (settings, [one = 0, other = 0]) => ({
      ...settings,
      compare: { ...settings.compare, between: [one, other] },
    }),
  ),
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
  field(
    'opacity',
    numberWithin(0, 1),
    ({ image }) => image.opacity,
    (settings, opacity) => ({ ...settings, image: { ...settings.image, opacity } }),
  ),
  field(
    'step',
    whole,
    ({ generation }) => generation.step,
    (settings, step) => withGeneration(settings, { step }),
  ),
  field(
    'rows',
    oneOf('layers', 'steps'),
    ({ generation }) => generation.rows,
    (settings, rows) => withGeneration(settings, { rows }),
  ),
  field(
    'earlier',
    flag,
    ({ generation }) => generation.beyond,
    (settings, beyond) => withGeneration(settings, { beyond }),
  ),
  field(
    'left-out',
    anyText,
    ({ generation }) => (generation.filtered ? generation.listed : undefined),
    (settings, listed) => withGeneration(settings, { filtered: true, listed }),
  ),
  field(
    'rest-to-1',
    flag,
    ({ generation }) => generation.renormalise,
    (settings, renormalise) => withGeneration(settings, { renormalise }),
  ),
  field(
    'prompt',
    either(
      only(whole, (length) => length > 0, 'a whole number from 1 on'),
      'auto',
      'auto' as const,
    ),
    ({ generation }) => generation.promptLength,
    (settings, promptLength) => withGeneration(settings, { promptLength }),
  ),
  field(
    'next-step',
    flag,
    ({ generation }) => generation.next,
    (settings, next) => withGeneration(settings, { next }),
  ),
  field(
    'reference',
    anyText,
    ({ faithfulness }) => faithfulness.reference,
    (settings, reference) => withFaithfulness(settings, { reference }),
  ),
  field(
    'readout',
    oneOf(...readoutChoices),
    ({ faithfulness }) => faithfulness.readout,
    (settings, readout) => withFaithfulness(settings, { readout }),
  ),
  field(
    'sorted-by',
    oneOf('raw', 'rollout', 'flow'),
    ({ faithfulness }) => faithfulness.method,
    (settings, method) => withFaithfulness(settings, { method }),
  ),
  field(
    'sorted-layer',
    either(whole, 'last', 'last' as const),
    ({ faithfulness }) => faithfulness.layer,
    (settings, layer) => withFaithfulness(settings, { layer }),
  ),
  field(
    'thumbnails',
    oneOf('shared', 'own'),
    ({ thumbnails }) => thumbnails,
    (settings, thumbnails) => ({ ...settings, thumbnails }),
  ),
  field(
    'paths',
    whole,
    ({ paths }) => paths,
    (settings, paths) => ({ ...settings, paths }),
  ),
  field(
    'order',
    orderValue,
    ({ order }) => order,
    (settings, order) => ({ ...settings, order }),
  ),
  field(
    'map',
    oneOf(...colourMapNames),
    ({ scale }) => scale.map,
    (settings, map) => withScale(settings, { map }),
  ),
  field(
    'scale',
    oneOf(...scaleKinds),
    ({ scale }) => scale.kind,
    (settings, kind) => withScale(settings, { kind }),
  ),
  field(
    'blocks',
    oneOf(...blockKinds),
    ({ scale }) => scale.blocks,
    (settings, blocks) => withScale(settings, { blocks }),
  ),
  field(
    'range',
    either(range, 'auto', 'auto' as const),
    ({ scale }) => scale.range,
    (settings, given) =>
      withScale(settings, { range: given === 'auto' ? given : [given[0] ?? 0, given[1] ?? 0] }),
  ),
  field(
    'shared',
    flag,
    ({ scale }) => scale.shared,
    (settings, shared) => withScale(settings, { shared }),
  ),
  field(
    'panels',
    either(wholes, 'auto', 'auto' as const),
    ({ panels }) => panels,
    (settings, panels) => ({ ...settings, panels }),
  ),
  field(
    'follow',
    either(wholes, 'auto', 'auto' as const),
    ({ followed }) => followed,
    (settings, followed) => ({ ...settings, followed }),
  ),
];

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

function withFaithfulness(settings: Settings, part: Partial<Settings['faithfulness']>): Settings {
  return { ...settings, faithfulness: { ...settings.faithfulness, ...part } };
}

function withGeneration(settings: Settings, part: Partial<Settings['generation']>): Settings {
  return { ...settings, generation: { ...settings.generation, ...part } };
}

function withScale(settings: Settings, part: Partial<Settings['scale']>): Settings {
  return { ...settings, scale: { ...settings.scale, ...part } };
}
