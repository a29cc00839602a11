import { describe, expect, it } from 'vitest';
import { contentOf } from '#engine/attention-data';

async function parsed(input: Parameters<typeof contentOf>[0]): Promise<unknown> {
  const content = contentOf(input);
  return JSON.parse(typeof content === 'string' ? content : await content.text());
}

describe('attention in memory', () => {
  it('becomes the native format, nested as its shape says', async () => {
    const values = Float64Array.from({ length: 24 }, (_, index) => index / 8);
    const data = await parsed({ tokens: ['a"', 'b'], attentions: { values, shape: [2, 3, 2, 2] } });
    const nested = [0, 1].map((layer) =>
      [0, 1, 2].map((head) =>
        [0, 1].map((query) => [0, 1].map((key) => (layer * 12 + head * 4 + query * 2 + key) / 8)),
      ),
    );
    expect(data).toEqual({ tokens: ['a"', 'b'], attentions: nested });
  });

  it('is cut into pieces without a seam', async () => {
    const values = new Float32Array(300 * 300).fill(0.5);
    const data = (await parsed({ attentions: { values, shape: [1, 300, 300] } })) as {
      attentions: number[][][];
    };
    expect(data.attentions[0]?.flat()).toHaveLength(300 * 300);
    expect(new Set(data.attentions.flat(2))).toEqual(new Set([0.5]));
  });

  it('passes text and bytes on', async () => {
    expect(await parsed('[1]')).toEqual([1]);
    expect(await parsed(new TextEncoder().encode('[2]'))).toEqual([2]);
    expect(await parsed(new Blob(['[3]']))).toEqual([3]);
  });

  it('refuses a shape that its values do not fill', () => {
    const attentions = { values: new Float32Array(5), shape: [1, 2, 2] };
    expect(() => contentOf({ attentions })).toThrow('takes 4 values, but there are 5');
  });
});
