import { linkDataForm, maxLinkDataBytes } from '#model/link-data';
import { type ByteSource, sourceOf, unpackedStream } from './byte-source';
import { EngineError } from './engine';
import { heldRead } from './held-read';

/**
 * The input that a link carries (web/export/link-data.ts). Rejects with `EngineError` where its data
 * is of a newer form, is damaged, or unpacks to more than links are made of.
 */
export async function linkSource(text: string): Promise<ByteSource> {
  if (!text.startsWith(linkDataForm)) {
    throw new EngineError(
      'link',
      'The data in this link is of a newer form. Reload this page, or open the link where it was made.',
    );
  }
  const content = new Blob(await unpackedPieces(text.slice(linkDataForm.length)));
  return { ...sourceOf(content), fetched: { from: 'This link', content: () => content } };
}

async function unpackedPieces(letters: string): Promise<Uint8Array<ArrayBuffer>[]> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    const packed = atob(letters.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0));
    const whole = [bytes];
    const next = async () => whole.shift();
    const reader = unpackedStream(next, async () => undefined, 'deflate-raw').getReader();
    const read = () => heldRead(reader, reader.read());
    for (let piece = await read(); !piece.done; piece = await read()) {
      pieces.push(piece.value);
      size += piece.value.byteLength;
      if (size <= maxLinkDataBytes) continue;
      throw new EngineError(
        'link',
        `The data in this link unpacks to more than ${maxLinkDataBytes / 2 ** 20} MB, the most that a link may carry. Ask for the file.`,
      );
    }
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw new EngineError(
      'link',
      'The data in this link is cut off or changed; chat programs shorten long links. Ask for the link again, or for the file.',
    );
  }
  return pieces;
}
