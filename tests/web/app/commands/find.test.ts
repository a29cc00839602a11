import { describe, expect, it } from 'vitest';
import { findTokens } from '#app/commands/find';

describe('findTokens', () => {
  it('finds every position whose label holds the text, whatever its case', () => {
    expect(findTokens(['The¹', 'quick', 'the³', 'other'], 'THE')).toEqual([0, 2, 3]);
    expect(findTokens(['a'], '  ')).toEqual([]);
  });
});
