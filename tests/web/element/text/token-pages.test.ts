import { describe, expect, it } from 'vitest';
import { pageOf, pageSize, wholeUpTo } from '#element/text/token-pages';

describe('pageOf', () => {
  it('is the whole text where it fits', () => {
    expect(pageOf(3, 10)).toEqual({ from: 0, to: 10 });
    expect(pageOf(wholeUpTo - 1, wholeUpTo)).toEqual({ from: 0, to: wholeUpTo });
  });

  it('holds every position of a long text, on pages that meet', () => {
    const count = 3 * pageSize + 7;
    let expected = 0;
    for (let position = 0; position < count; position += pageSize) {
      const { from, to } = pageOf(position, count);
      expect(from).toBe(expected);
      expect(position).toBeGreaterThanOrEqual(from);
      expect(position).toBeLessThan(to);
      expected = to;
    }
    expect(expected).toBe(count);
  });
});
