import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { linkSource } from '#engine/link-source';
import { linkData } from '#export/link-data';
import { maxLinkDataBytes } from '#model/link-data';

const letters = (bytes: Buffer) => `1.${bytes.toString('base64url')}`;

describe('an input inside a link', () => {
  it('comes back as it was', async () => {
    const text = JSON.stringify({
      tokens: ['a', 'é'],
      attentions: [
        [
          [1, 0],
          [0.1, 0.9],
        ],
      ],
    });
    const { text: link, decimals } = await linkData(new Blob([text]), 1000);
    expect(decimals).toBeUndefined();
    expect(link).toMatch(/^1\.[\w-]+$/);
    const { fetched } = await linkSource(link);
    expect(await fetched?.content().text()).toBe(text);
  });

  it('is unpacked up to the limit and no further', async () => {
    const most = deflateRawSync(Buffer.alloc(maxLinkDataBytes, ' '));
    expect((await linkSource(letters(most))).bytes).toBe(maxLinkDataBytes);
    const more = deflateRawSync(Buffer.alloc(8 * maxLinkDataBytes, ' '));
    await expect(linkSource(letters(more))).rejects.toMatchObject({
      code: 'link',
      message: expect.stringMatching(/unpacks to more than 4 MB, the most that a link may carry/),
    });
  }, 30_000);

  it('is not made where it could not be read', async () => {
    const long = JSON.stringify(' '.repeat(maxLinkDataBytes));
    await expect(linkData(new Blob([long]), 32_000)).rejects.toThrow('longer than the 32000');
    // Each number takes 21 bytes when it is written out.
    const grown = JSON.stringify(new Array(2 ** 18).fill(0)).replaceAll('0', '1e20');
    expect(grown.length).toBeLessThan(maxLinkDataBytes);
    await expect(linkData(new Blob([grown]), 32_000)).rejects.toThrow('longer than the 32000');
  }, 30_000);

  it.each([
    ['cut off', letters(deflateRawSync(Buffer.from('[[[1]]]')).subarray(0, 4))],
    ['no letters of an address', '1.%%%'],
    ['no packed data', letters(Buffer.from('hello'))],
  ])('that is %s is named', async (_, text) => {
    await expect(linkSource(text)).rejects.toThrow(/cut off or changed/);
  });

  it('of a newer form is named', async () => {
    await expect(linkSource('2.abc')).rejects.toThrow(/newer form/);
  });
});
