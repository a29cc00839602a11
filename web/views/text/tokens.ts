/** A stretch of a token; `mark` where it stands for something invisible or for a word-piece sign. */
export interface TokenPart {
  readonly text: string;
  readonly mark: boolean;
}

/** Signs that tokenizers put into tokens, and white space, with what shows them. */
const shown: ReadonlyMap<string, string> = new Map([
  [' ', '·'],
  ['\u00a0', '·'],
  ['Ġ', '·'],
  ['▁', '·'],
  ['\n', '↵'],
  ['Ċ', '↵'],
  ['\r', '←'],
  ['\t', '→'],
]);

/** The token in parts, with spaces, newlines and word-piece signs made visible. */
export function tokenParts(token: string): TokenPart[] {
  if (token === '') return [{ text: '∅', mark: true }];
  const parts: TokenPart[] = [];
  let rest = token;
  if (rest.startsWith('##') && rest.length > 2) {
    parts.push({ text: '##', mark: true });
    rest = rest.slice(2);
  }
  for (const character of rest) {
    const sign = shown.get(character);
    const last = parts.at(-1);
    const text = sign ?? character;
    const mark = sign !== undefined;
    if (last !== undefined && last.mark === mark && last.text !== '##') {
      parts[parts.length - 1] = { text: last.text + text, mark };
    } else {
      parts.push({ text, mark });
    }
  }
  return parts;
}

/** The same as one string. */
export function tokenText(token: string): string {
  return tokenParts(token)
    .map((part) => part.text)
    .join('');
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A position for people, counted from 1, in raised digits. */
export function superscript(position: number): string {
  return String(position + 1).replace(/\d/g, (digit) => superscripts[Number(digit)] ?? digit);
}

/**
 * One label for each token. Tokens that repeat carry their position, so that no two labels are the
 * same: `the²`, `the⁵`.
 */
export function tokenLabels(tokens: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  return tokens.map((token, position) => {
    const repeats = (counts.get(token) ?? 0) > 1;
    return repeats ? tokenText(token) + superscript(position) : tokenText(token);
  });
}

/** Cut to `length` characters, a repeat's raised digits kept. */
export function shortLabel(label: string, length: number): string {
  if (label.length <= length) return label;
  // Characters of two units: what is looked at is enough, however long the label is.
  const characters = [...label.slice(0, 2 * length + 2)];
  if (characters.length <= length && label.length <= 2 * length + 2) return label;
  const raised = /[⁰¹²³⁴⁵⁶⁷⁸⁹]*$/.exec(label.slice(-12))?.[0] ?? '';
  const keep = Math.max(1, length - 1 - raised.length);
  return `${characters.slice(0, keep).join('')}…${raised}`;
}
