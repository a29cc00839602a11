import type { AttentionInfo } from '#model/attention';
import { readNumber, signedIndex } from '#model/number-text';
import { analysisSettings } from '#model/vocabulary/analysis-settings';
import { member, type Setting } from '#model/vocabulary/setting';
import { type Analysis, usualAnalysis } from '#model/vocabulary/settings';
import { numberIn, oneOf, type Value } from '#model/vocabulary/values';
import { firstChoice } from '#views/text/first-choice';

export const viewNames = ['matrix', 'sentence', 'layers', 'overview'] as const;
export type ViewName = (typeof viewNames)[number];

/** Attributes that the picture is computed or chosen by. */
export const attributeNames = [
  'view',
  'method',
  'heads',
  'residual',
  'discard',
  'layer',
  'query',
] as const;

/** Attributes of a view as they were written; null and empty ones take their defaults. */
export type ViewAttributes = Readonly<Record<(typeof attributeNames)[number], string | null>>;

export interface ViewSettings extends Analysis {
  readonly view: ViewName;
  /** Counted from 0; negative ones from the last layer, which is -1. */
  readonly layer: number;
}

export const usualSettings: ViewSettings = { ...usualAnalysis, view: 'matrix', layer: -1 };

const layerValue: Value<number> = {
  ...numberIn(signedIndex),
  expects: 'a layer counted from 0, or from -1 for the last',
};

/** All settings that attributes name, `query` apart, which needs the tokens. */
export const viewSettings: readonly Setting<ViewSettings>[] = [
  member('view', oneOf(...viewNames), { attribute: 'view' }),
  ...analysisSettings.filter(({ attribute }) => attribute !== undefined),
  member('layer', layerValue, { attribute: 'layer' }),
];

/** What is wrong with an attribute, for people. */
export class AttributeError extends Error {
  override readonly name = 'AttributeError';
  constructor(attribute: string, value: string, expected: string) {
    super(`The attribute ${attribute} is “${value}”. It takes ${expected}.`);
  }
}

/** Reads attributes. Throws `AttributeError`. */
export function readSettings(attributes: ViewAttributes): ViewSettings {
  return viewSettings.reduce((settings, { attribute, put, expects }) => {
    const text = attributes[attribute as keyof ViewAttributes];
    if (text === null || text.trim() === '') return settings;
    const read = put(settings, text.trim());
    if (read === undefined) throw new AttributeError(attribute ?? '', text, expects);
    return read;
  }, usualSettings);
}

/** A layer that the input has, counted from 0. Throws `AttributeError`. */
export function layerOf(layer: number, { layers }: AttentionInfo): number {
  const place = layer < 0 ? layers + layer : layer;
  if (place >= 0 && place < layers) return place;
  const expected = `0 to ${layers - 1}, or -1 to -${layers} from the last one down`;
  throw new AttributeError('layer', String(layer), expected);
}

/**
 * The chosen positions: `query` lists positions, counted from 0 or from -1 for the last, or is the
 * text of a token; without it, the position that the input is best read from. Throws
 * `AttributeError`.
 */
export function queriesOf(query: string | null, info: AttentionInfo): number[] {
  if (query === null || query.trim() === '') return [firstChoice(info)];
  const named = info.queryTokens.indexOf(query);
  if (named >= 0) return [named];
  const places = query.split(',').map((item) => {
    const place = readNumber(item, signedIndex);
    return place !== undefined && place < 0 ? info.queries + place : place;
  });
  const expected = `positions from 0 to ${info.queries - 1}, or a token of the text`;
  return places.map((place) => {
    if (place === undefined || place < 0 || place >= info.queries) {
      throw new AttributeError('query', query, expected);
    }
    return place;
  });
}
