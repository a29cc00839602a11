import type { Value } from './values';

/** Where a setting is named, and by what: not all settings are named everywhere. */
export interface Names {
  /** Parameter of a link. Links are followed for ever: a name keeps its meaning. */
  readonly link?: string;
  /** Flag of the command line; web/cli/flag-table.ts says what it takes and does. */
  readonly flag?: string;
  /** Attribute of `<headwater-view>`. */
  readonly attribute?: string;
}

/** One setting of a `Whole`: the part it holds, as text. */
export interface Setting<Whole> extends Names {
  /** What `put` takes, for messages. */
  readonly expects: string;
  /** The part as text; undefined where this whole does not have it. */
  text(whole: Whole): string | undefined;
  /** The whole with the part that a text names; undefined where the text names none. */
  put<Given extends Whole>(whole: Given, text: string): Given | undefined;
}

/** `of` gives the part, undefined where there is none; `put` what a part changes of the whole. */
export function setting<Whole, Part>(
  value: Value<Part>,
  names: Names,
  of: (whole: Whole) => Part | undefined,
  put: (whole: Whole, part: Part) => Partial<Whole>,
): Setting<Whole> {
  return {
    ...names,
    expects: value.expects,
    text: (whole) => {
      const part = of(whole);
      return part === undefined ? undefined : value.text(part);
    },
    put: (whole, text) => {
      const part = value.parse(text);
      return part === undefined ? undefined : { ...whole, ...put(whole, part) };
    },
  };
}

/** A setting that is a member of the whole. */
export function member<Whole, Key extends keyof Whole>(
  key: Key,
  value: Value<Exclude<Whole[Key], undefined>>,
  names: Names,
): Setting<Whole> {
  type Part = Exclude<Whole[Key], undefined>;
  const of = (whole: Whole) => whole[key] as Part | undefined;
  return setting<Whole, Part>(value, names, of, (whole, part) => ({ ...whole, [key]: part }));
}

/** Settings of a member, as settings of the whole. */
export function inside<Whole, Key extends keyof Whole>(
  key: Key,
  settings: readonly Setting<Whole[Key]>[],
): Setting<Whole>[] {
  return settings.map(({ text, put, ...names }) => ({
    ...names,
    text: (whole) => text(whole[key]),
    put: (whole, given) => {
      const part = put(whole[key], given);
      return part === undefined ? undefined : { ...whole, [key]: part };
    },
  }));
}

/** Parameters of a link to `whole`: what differs from `usual`. */
export function difference<Whole>(
  settings: readonly Setting<Whole>[],
  whole: Whole,
  usual: Whole,
): [string, string][] {
  return settings.flatMap(({ link, text }): [string, string][] => {
    const value = text(whole);
    if (link === undefined || value === undefined || value === text(usual)) return [];
    return [[link, value]];
  });
}
