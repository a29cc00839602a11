/** A text of up to this many tokens is one page. */
export const wholeUpTo = 250;

/**
 * Tokens on a page of a longer text: little more than a wide screen shows at once. Choosing a word on
 * another page makes all its words anew, at 512 tokens half as long as with pages of 250.
 */
export const pageSize = 128;

/** Positions of a page, the end not included. */
export interface TokenPage {
  readonly from: number;
  readonly to: number;
}

/** The page of tokens that a position is on; a text that fits has one page. */
export function pageOf(position: number, count: number): TokenPage {
  if (count <= wholeUpTo) return { from: 0, to: count };
  const from = Math.floor(position / pageSize) * pageSize;
  return { from, to: Math.min(count, from + pageSize) };
}
