import { index, type NumberRange, numberWords, readNumber } from '#model/number-text';

/** How one kind of value is written as text and read back; `parse` gives undefined for others. */
export interface Value<Held> {
  readonly text: (value: Held) => string;
  readonly parse: (text: string) => Held | undefined;
  /** What `parse` takes, for the message about what it does not take. */
  readonly expects: string;
}

/** One of some words. */
export function oneOf<Word extends string>(...words: readonly Word[]): Value<Word> {
  return {
    text: (word) => word,
    parse: (text) => words.find((word) => word === text),
    expects: words.length === 1 ? `“${words[0]}”` : `one of ${words.join(', ')}`,
  };
}

/** A name whose meaning is settled later, such as that of a view: letters, digits and dashes. */
export const name: Value<string> = {
  text: (value) => value,
  parse: (text) => (/^[a-z][a-z0-9-]*$/.test(text) ? text : undefined),
  expects: 'a name',
};

/** What a person typed. */
export const anyText: Value<string> = {
  text: (value) => value,
  parse: (text) => text,
  expects: 'a text',
};

/** `1` for yes, `0` for no. */
export const onOff: Value<boolean> = {
  text: (value) => (value ? '1' : '0'),
  parse: (text) => (text === '1' ? true : text === '0' ? false : undefined),
  expects: '0 or 1',
};

/** A number of a range. */
export function numberIn(range: NumberRange): Value<number> {
  return {
    text: String,
    parse: (text) => readNumber(text, range),
    expects: `a ${numberWords(range)}`,
  };
}

/** A layer, a head, a position or a count. */
export const whole = numberIn(index);

/** Several values, joined by commas; the empty text is the empty list. */
export function listOf<Item>(item: Value<Item>): Value<readonly Item[]> {
  return {
    text: (values) => values.map(item.text).join(','),
    parse: (text) => {
      if (text === '') return [];
      const values = text.split(',').map(item.parse);
      return values.every((value) => value !== undefined) ? values : undefined;
    },
    expects: `${item.expects}, or several between commas`,
  };
}

/** A value, or a word that stands for itself. */
export function either<Held, Word extends string>(
  value: Value<Held>,
  word: Word,
): Value<Held | Word> {
  return {
    text: (given) => (given === word ? word : value.text(given as Held)),
    parse: (text) => (text === word ? word : value.parse(text)),
    expects: `${value.expects}, or “${word}”`,
  };
}

/** A value that only some satisfy, as its `expects` says already. */
export function only<Held>(value: Value<Held>, holds: (value: Held) => boolean): Value<Held> {
  const parse = (text: string) => {
    const parsed = value.parse(text);
    return parsed !== undefined && holds(parsed) ? parsed : undefined;
  };
  return { ...value, parse };
}

/** A fixed count of numbers between commas. */
export function tuple<Held extends readonly number[]>(
  item: Value<number>,
  count: Held['length'],
  expects: string,
): Value<Held> {
  const { text, parse } = listOf(item);
  return {
    text,
    parse: (given) => {
      const values = parse(given);
      return values?.length === count ? (values as Held) : undefined;
    },
    expects,
  };
}
