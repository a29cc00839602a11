/** The one place where numbers that people write are read: flags, attributes, links. */

/** Numbers that are taken, from `low` to `high`. */
export interface NumberRange {
  readonly low: number;
  readonly high: number;
  readonly whole?: boolean;
  /** `high` itself is not taken. */
  readonly below?: boolean;
}

/** Larger ones would wrap on their way into WebAssembly, where positions have 32 bits. */
const MAX_INDEX = 2 ** 31 - 1;

/** Layers, heads, positions and counts. */
export const index: NumberRange = { low: 0, high: MAX_INDEX, whole: true };
/** The same where negative ones count from the end. */
export const signedIndex: NumberRange = { low: -MAX_INDEX, high: MAX_INDEX, whole: true };
export const finite: NumberRange = {
  low: Number.NEGATIVE_INFINITY,
  high: Number.POSITIVE_INFINITY,
};
/** A part of the whole. */
export const share: NumberRange = { low: 0, high: 1 };
export const shareBelowOne: NumberRange = { ...share, below: true };

const wholeForm = /^[+-]?\d+$/;
const realForm = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** A decimal number of the range; undefined for every other text. Nothing is cut or wrapped. */
export function readNumber(
  text: string,
  { low, high, whole = false, below = false }: NumberRange,
): number | undefined {
  const written = text.trim();
  if (!(whole ? wholeForm : realForm).test(written)) return undefined;
  const value = Number(written);
  const taken =
    Number.isFinite(value) && value >= low && value <= high && !(below && value === high);
  return taken ? value : undefined;
}

/** Numbers separated by commas, at least one; undefined where any of them is none of the range. */
export function readNumbers(list: string, range: NumberRange): readonly number[] | undefined {
  const values = list.split(',').map((item) => readNumber(item, range));
  return values.every((value) => value !== undefined) ? values : undefined;
}

/** What `readNumber` takes, for messages: `whole number from 0 to 7`. */
export function numberWords({ low, high, whole, below }: NumberRange): string {
  const from = Number.isFinite(low) ? ` from ${low}` : '';
  const to = Number.isFinite(high) ? ` to ${below ? 'below ' : ''}${high}` : '';
  return `${whole ? 'whole number' : 'number'}${from}${to || (from && ' on')}`;
}
