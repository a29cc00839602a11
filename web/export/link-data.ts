import { linkDataForm, maxLinkDataBytes } from '#model/link-data';
import { base64 } from './base64';

/**
 * An input inside a link: JSON, its weights rounded where that is needed, deflated, in the letters
 * that addresses take. `1.` before it is the version of this form.
 */

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

/** The input cannot travel in a link. */
export class LinkDataError extends Error {
  override readonly name = 'LinkDataError';
}

/** From the whole input down to what still draws the same picture. */
const rounding = [undefined, 6, 4, 3] as const;

/**
 * The input for a link, with as many decimals as fit into `longest` characters. Throws
 * `LinkDataError` where none do, or where the input is not JSON.
 */
export async function linkData(input: Blob, longest: number): Promise<LinkData> {
  if (input.size > maxLinkDataBytes) throw tooLong(longest);
  const value = parsed(await input.text());
  for (const decimals of rounding) {
    const plain = new Blob([JSON.stringify(value, rounded(decimals))]);
    if (plain.size > maxLinkDataBytes) continue;
    const text = linkDataForm + (await pack(plain));
    if (text.length <= longest) return { text, decimals };
  }
  throw tooLong(longest);
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

async function pack(plain: Blob): Promise<string> {
  const packed = plain.stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  return base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function tooLong(longest: number): LinkDataError {
  return new LinkDataError(
    `With the data inside, the link would be longer than the ${longest} characters that browsers and chat programs carry. Save as a web page, or put the file on the web and link to it.`,
  );
}
