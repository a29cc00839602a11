/**
 * Tokens shown at once. More make every change of a long text slow: choosing a word takes about
 * three times as long with 500 as with 250.
 */
export const pageSize = 250;

/** Positions of a page, the end not included. */
export interface TokenPage {
  readonly from: number;
  readonly to: number;
}

/** The page of tokens that a position is on; a text that fits has one page. */
export function pageOf(position: number, count: number): TokenPage {
  if (count <= pageSize) return { from: 0, to: count };
  const from = Math.floor(position / pageSize) * pageSize;
  return { from, to: Math.min(count, from + pageSize) };
}
