import { describe, expect, it } from 'vitest';
import { type PlainSource, sourceOf, streamOf, unpacked } from '#engine/byte-source';

const content = Uint8Array.from({ length: 3_000_003 }, (_, at) => (at * 7919) % 251);

/** All bytes of a source, handing back every piece once it is copied where `spending`. */
async function collected(source: PlainSource, spending: boolean): Promise<Buffer> {
  const bytes = Buffer.alloc(content.length);
  let at = 0;
  let piece = await source.next();
  while (piece !== undefined) {
    bytes.set(piece, at);
    at += piece.length;
    piece = await source.next(spending ? piece : undefined);
  }
  expect(at).toBe(content.length);
  return bytes;
}

const gzip = () =>
  new Response(new Blob([content]).stream().pipeThrough(new CompressionStream('gzip'))).blob();

describe('unpacked', () => {
  it('gives the bytes of a file, and as many to onBytes', async () => {
    let told = 0;
    const source = await unpacked(sourceOf(new Blob([content])), (bytes) => {
      told += bytes;
    });
    expect(source.bytes).toBe(content.length);
    expect((await collected(source, false)).equals(content)).toBe(true);
    expect(told).toBe(content.length);
  });

  it('gives the same bytes in the memory of spent pieces', async () => {
    const source = await unpacked(sourceOf(new Blob([content])), () => undefined);
    expect((await collected(source, true)).equals(content)).toBe(true);
  });

  it('leaves pieces that nobody called spent as they are', async () => {
    const source = await unpacked(sourceOf(new Blob([content])), () => undefined);
    const pieces: Uint8Array[] = [];
    for (let piece = await source.next(); piece; piece = await source.next()) pieces.push(piece);
    expect(Buffer.concat(pieces).equals(content)).toBe(true);
  });

  it('unpacks gzip, spent pieces or not', async () => {
    for (const spending of [false, true]) {
      const source = await unpacked(sourceOf(await gzip()), () => undefined);
      expect(source.bytes).toBeUndefined();
      expect((await collected(source, spending)).equals(content)).toBe(true);
    }
  });

  it('reads streams that take no memory of others', async () => {
    const rest = [content.slice(0, 1), content.slice(1, 5000), content.slice(5000)];
    const stream = streamOf(
      async () => rest.shift(),
      async () => undefined,
    );
    const source = await unpacked({ stream, bytes: undefined }, () => undefined);
    expect((await collected(source, true)).equals(content)).toBe(true);
  });

  it('gives nothing for an empty file', async () => {
    const source = await unpacked(sourceOf(new Blob([])), () => undefined);
    expect(await source.next()).toBeUndefined();
  });
});
