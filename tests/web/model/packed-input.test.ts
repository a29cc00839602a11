import { describe, expect, it } from 'vitest';
import { pageFile, templateMarks } from '#export/page-file';
import { type PackedInput, unpackedInput } from '#model/packed-input';

const template = `${templateMarks.title}|${templateMarks.facts}|${templateMarks.data}`;

/** What a saved page carries of these bytes. */
async function packed(bytes: Uint8Array<ArrayBuffer>): Promise<PackedInput> {
  const stream = new Blob([bytes]).stream();
  const page = await pageFile(template, { title: '', name: '', fragment: '' }, stream);
  const [, facts = '', ...text] = page.split('|');
  return { ...JSON.parse(facts), text: text.join('|') };
}

describe('the input of a saved page', () => {
  it.each([
    ['nothing', ''],
    ['JSON', JSON.stringify({ tokens: ['é', '🙂'], attentions: [[[0.125, 0.875]]] })],
    [
      'weights with spaces',
      `[${Array.from({ length: 100_000 }, (_, at) => 1 / (at + 2)).join(', ')}]`,
    ],
  ])('is what it was: %s', async (_, text) => {
    const input = await packed(new TextEncoder().encode(text));
    expect(input.condensed).toBe(true);
    const pieces = await unpackedInput(input);
    expect(await new Blob([...pieces()]).text()).toBe(text);
    expect(await new Blob([...pieces()]).text()).toBe(text);
  });

  it('is what it was: bytes of every value', async () => {
    const bytes = Uint8Array.from({ length: 4096 }, (_, at) => (at * 131) % 256);
    const input = await packed(bytes);
    expect(input.condensed).toBe(false);
    const pieces = await unpackedInput(input);
    expect(new Uint8Array(await new Blob([...pieces()]).arrayBuffer())).toEqual(bytes);
  });
});
