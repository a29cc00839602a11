import { index, numberWords, readNumber } from '#model/number-text';

/** How one kind of value is written in a link and read back; `parse` gives undefined for others. */
export interface LinkValue<Value> {
  readonly text: (value: Value) => string;
  readonly parse: (text: string) => Value | undefined;
  /** What `parse` takes, for the message about what it does not take. */
  readonly expects: string;
}

/** One of some words. */
export function oneOf<Word extends string>(...words: readonly Word[]): LinkValue<Word> {
  return {
    text: (word) => word,
    parse: (text) => words.find((word) => word === text),
    expects: words.length === 1 ? `“${words[0]}”` : `one of ${words.join(', ')}`,
  };
}

/** A name whose meaning is settled later, such as that of a view: letters, digits and dashes. */
export const name: LinkValue<string> = {
  text: (value) => value,
  parse: (text) => (/^[a-z][a-z0-9-]*$/.test(text) ? text : undefined),
  expects: 'a name',
};

/** What a person typed. */
export const anyText: LinkValue<string> = {
  text: (value) => value,
  parse: (text) => text,
  expects: 'a text',
};

/** `1` for yes, `0` for no. */
export const flag: LinkValue<boolean> = {
  text: (value) => (value ? '1' : '0'),
  parse: (text) => (text === '1' ? true : text === '0' ? false : undefined),
  expects: '0 or 1',
};

/** A whole number, 0 or above. */
export const whole: LinkValue<number> = {
  text: String,
  parse: (text) => readNumber(text, index),
  expects: 'a whole number',
};

/** A number within bounds. */
export function numberWithin(low: number, high: number): LinkValue<number> {
  const range = { low, high };
  return {
    text: String,
    parse: (text) => readNumber(text, range),
    expects: `a ${numberWords(range)}`,
  };
}

/** Several values, joined by commas; the empty text is the empty list. */
export function listOf<Value>(item: LinkValue<Value>): LinkValue<readonly Value[]> {
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

/** A value, or a word that stands for `special`. */
export function either<Value, Special>(
  value: LinkValue<Value>,
  word: string,
  special: Special,
): LinkValue<Value | Special> {
  const isSpecial = (given: Value | Special): given is Special => given === special;
  return {
    text: (given) => (isSpecial(given) ? word : value.text(given)),
    parse: (text) => (text === word ? special : value.parse(text)),
    expects: `${value.expects}, or “${word}”`,
  };
}

/** A value that only some satisfy. */
export function only<Value>(
  value: LinkValue<Value>,
  holds: (value: Value) => boolean,
  expects: string,
): LinkValue<Value> {
  return {
    text: value.text,
    parse: (text) => {
      const parsed = value.parse(text);
      return parsed !== undefined && holds(parsed) ? parsed : undefined;
    },
    expects,
  };
}
