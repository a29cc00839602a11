/**
 * An input inside a link: JSON, its weights rounded where that is needed, deflated, in the letters
 * that addresses take. `1.` before it is the version of this form.
 */

const form = '1.';

/** Lengths of links in characters that browsers and chat programs carry. */
export const linkLengths = {
  /** Everything carries these: mail, chat, old browsers. */
  everywhere: 2000,
  /** Most chat programs and all browsers of today. */
  mostly: 8000,
  /** Longer ones are refused: chat programs cut them off, and some browsers do not show them. */
  longest: 32_000,
} as const;

/** An input as it would travel in a link. */
export interface LinkData {
  readonly text: string;
  /** Decimals that weights are rounded to; undefined where they are as they were. */
  readonly decimals: number | undefined;
}

/** The input cannot travel in a link, or a link's data cannot be read. */
export class LinkDataError extends Error {
  override readonly name = 'LinkDataError';
}

/** From the whole input down to what still draws the same picture. */
const rounding = [undefined, 6, 4, 3] as const;

/** Larger inputs cannot become short enough. */
const MAX_INPUT_BYTES = 2 ** 22;

/**
 * The input for a link, with as many decimals as fit into `longest` characters. Throws
 * `LinkDataError` where none do, or where the input is not JSON.
 */
export async function linkData(input: Blob, longest: number): Promise<LinkData> {
  if (input.size > MAX_INPUT_BYTES) throw tooLong(longest);
  const value = parsed(await input.text());
  for (const decimals of rounding) {
    const text = form + (await pack(JSON.stringify(value, rounded(decimals))));
    if (text.length <= longest) return { text, decimals };
  }
  throw tooLong(longest);
}

/** The input that a link carries. Throws `LinkDataError`. */
export async function readLinkData(text: string): Promise<Blob> {
  if (!text.startsWith(form)) {
    throw new LinkDataError(
      'The data in this link is of a newer form. Reload this page, or open the link where it was made.',
    );
  }
  try {
    const letters = text.slice(form.length).replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(letters), (character) => character.charCodeAt(0));
    const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    return await new Response(plain).blob();
  } catch {
    throw new LinkDataError(
      'The data in this link is cut off or changed; chat programs shorten long links. Ask for the link again, or for the file.',
    );
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new LinkDataError(
      'Only JSON can travel in a link. Save as a web page, or put the file on the web and link to it.',
    );
  }
}

function rounded(decimals: number | undefined) {
  return (_: string, value: unknown) =>
    decimals !== undefined && typeof value === 'number' ? Number(value.toFixed(decimals)) : value;
}

async function pack(text: string): Promise<string> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  let letters = '';
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function tooLong(longest: number): LinkDataError {
  return new LinkDataError(
    `With the data inside, the link would be longer than the ${longest} characters that browsers and chat programs carry. Save as a web page, or put the file on the web and link to it.`,
  );
}
