import { condensed } from '#model/condensed-json';
import { encodeDense } from '#model/dense-text';

/** What a saved page is told of itself. */
export interface PageFileFacts {
  /** For people: the model or the file's name. */
  readonly title: string;
  /** Name of the input. */
  readonly name: string;
  /** How the input is looked at: a link's fragment without its `#` (web/app/link/link.ts). */
  readonly fragment: string;
}

/** Places of a template that are filled for each page; scripts/steps/page-template.mjs puts them. */
export const templateMarks = {
  title: '%headwater-title%',
  facts: '"%headwater-facts%"',
  data: '%headwater-data%',
} as const;

/** Longer inputs make pages that browsers and mail cannot carry. */
const MAX_PACKED_BYTES = 2 ** 28;

/** The input cannot become a page. */
export class PageFileError extends Error {
  override readonly name = 'PageFileError';
}

/**
 * One HTML page with everything inside: the template's program and the input, packed. The same
 * input, facts and template give the same page, byte for byte. Throws `PageFileError` for inputs
 * that are too large. O(bytes).
 */
export async function pageFile(
  template: string,
  facts: PageFileFacts,
  input: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<string> {
  const plain = new Uint8Array(await new Response(input).arrayBuffer());
  const short = condensed(plain);
  const packed = await deflate(short ?? plain);
  if (packed.length > MAX_PACKED_BYTES) {
    throw new PageFileError(
      `The input takes ${Math.round(packed.length / 1e6)} MB when packed, too much for one page. Save fewer layers or heads into the file, or share a link to it.`,
    );
  }
  const { title, name, fragment } = facts;
  const [beforeTitle, afterTitle] = cut(template, templateMarks.title);
  const [beforeFacts, afterFacts] = cut(afterTitle, templateMarks.facts);
  const [beforeData, afterData] = cut(afterFacts, templateMarks.data);
  return [
    beforeTitle,
    escapeMarkup(title),
    beforeFacts,
    escapeScript(
      JSON.stringify({ name, fragment, bytes: packed.length, condensed: short !== undefined }),
    ),
    beforeData,
    encodeDense(packed),
    afterData,
  ].join('');
}

function cut(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`the template lacks ${mark}`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/** Text as the content of an element. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** JSON as the content of a script: nothing in it can end the script or begin a comment. */
function escapeScript(json: string): string {
  return json.replace(/[<>\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
