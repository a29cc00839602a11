import { isSpecialToken } from './special-token';

/** Tokens to leave out of a generation, besides special ones; docs/definitions.md#token-filter. */
export const defaultFilter: readonly string[] = [',', '.', '\n', 'is', ':', 'and'];

/** A token without its word-boundary mark; byte-level tokenizers write a newline as Ċ. */
function plain(token: string): string {
  if (token === '\n' || /^[Ġ▁ ]?Ċ$/.test(token)) return '\n';
  const stripped = token.replace(/^[Ġ▁ ]/, '');
  return stripped === '' ? token : stripped;
}

/** What a filter leaves out: a list of tokens, and special tokens or not. */
export interface TokenFilter {
  readonly tokens: readonly string[];
  readonly special: boolean;
}

export const noFilter: TokenFilter = { tokens: [], special: false };
export const usualFilter: TokenFilter = { tokens: defaultFilter, special: true };

/** Positions below `end` that the filter keeps, ascending. */
export function keptPositions(
  tokens: readonly string[],
  end: number,
  filter: TokenFilter,
): number[] {
  const left = new Set(filter.tokens.map(plain));
  return tokens
    .slice(0, end)
    .flatMap((token, position) =>
      left.has(plain(token)) || (filter.special && isSpecialToken(token)) ? [] : [position],
    );
}

/** Tokens as a person types them, separated by commas; a comma itself is `\,`, a newline `\n`. */
export function parseFilter(text: string): readonly string[] {
  return text
    .split(/(?<!\\),/)
    .map((item) => item.trim().replaceAll('\\,', ',').replaceAll('\\n', '\n'))
    .filter((item) => item !== '');
}

export function filterText(tokens: readonly string[]): string {
  return tokens.map((token) => token.replaceAll(',', '\\,').replaceAll('\n', '\\n')).join(', ');
}
