import { describe, expect, it } from 'vitest';
import { condensed, restored } from '#model/condensed-json';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('condensed JSON', () => {
  it.each([
    '',
    '[0.5, 0.25,0.125, 1,0.]',
    '{"tokens":["a, 0.b",",0.",", 0"],"attentions":[[[0.1, 0.9],[1, 0]]]}',
    ',0, 0.,',
    'é漢🙂, 0.',
  ])('is restored to the byte: %s', (text) => {
    const short = condensed(bytes(text)) ?? expect.unreachable();
    expect(short.length).toBeLessThanOrEqual(bytes(text).length);
    expect(restored(short)).toEqual(bytes(text));
  });

  it('is not made of what holds its marks already', () => {
    expect(condensed(Uint8Array.of(65, 1, 66))).toBeUndefined();
    expect(condensed(Uint8Array.of(2))).toBeUndefined();
  });
});
