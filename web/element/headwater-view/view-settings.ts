import type { AttentionInfo } from '#model/attention';
import type { Method } from '#model/matrix';
import { readNumber, signedIndex } from '#model/number-text';
import {
  discardExpected,
  headsExpected,
  readDiscard,
  readHeads,
  readResidual,
  residualExpected,
} from '#model/option-text';
import { defaultOptions, type RolloutOptions } from '#model/options';
import { firstChoice } from '#views/text/first-choice';

export const viewNames = ['matrix', 'sentence', 'layers', 'overview'] as const;
export type ViewName = (typeof viewNames)[number];

const methods: readonly Method[] = ['raw', 'rollout', 'flow'];

/** Attributes of a view as they were written; null and empty ones take their defaults. */
export interface ViewAttributes {
  readonly view: string | null;
  readonly method: string | null;
  readonly heads: string | null;
  readonly residual: string | null;
  readonly discard: string | null;
  readonly layer: string | null;
  readonly query: string | null;
}

export interface ViewSettings {
  readonly view: ViewName;
  readonly method: Method;
  readonly options: RolloutOptions;
  /** Counted from 0; negative ones from the last layer, which is -1. */
  readonly layer: number;
}

/** What is wrong with an attribute, for people. */
export class AttributeError extends Error {
  override readonly name = 'AttributeError';
  constructor(attribute: string, value: string, expected: string) {
    super(`The attribute ${attribute} is “${value}”. It takes ${expected}.`);
  }
}

/** Reads attributes. Throws `AttributeError`. */
export function readSettings(attributes: ViewAttributes): ViewSettings {
  const { view, method, heads, residual, discard, layer } = attributes;
  return {
    view: read('view', view, 'matrix', viewNames.join(', '), (text) => oneOf(viewNames, text)),
    method: read('method', method, 'rollout', methods.join(', '), (text) => oneOf(methods, text)),
    options: {
      ...defaultOptions,
      fusion: read('heads', heads, defaultOptions.fusion, headsExpected, readHeads),
      residual: read('residual', residual, defaultOptions.residual, residualExpected, readResidual),
      discard: read('discard', discard, defaultOptions.discard, discardExpected, readDiscard),
    },
    layer: read('layer', layer, -1, 'a layer counted from 0, or from -1 for the last', whole),
  };
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
    const place = whole(item);
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

function read<Value>(
  attribute: string,
  text: string | null,
  absent: Value,
  expected: string,
  parse: (text: string) => Value | undefined,
): Value {
  if (text === null || text.trim() === '') return absent;
  const value = parse(text.trim());
  if (value === undefined) throw new AttributeError(attribute, text, expected);
  return value;
}

function oneOf<Name extends string>(names: readonly Name[], text: string): Name | undefined {
  return names.find((name) => name === text);
}

function whole(text: string): number | undefined {
  return readNumber(text, signedIndex);
}
