import { describe, expect, it } from 'vitest';
import { remainingWords } from '#app/shell/tasks';

describe('remainingWords', () => {
  it('waits until enough is done to tell', () => {
    expect(remainingWords(0.01, 5000)).toBe('');
    expect(remainingWords(0.5, 100)).toBe('');
    expect(remainingWords(undefined, 5000)).toBe('');
  });

  it('takes what is left to go as fast as what is done', () => {
    expect(remainingWords(0.25, 2000)).toBe('· about 6 s left');
    expect(remainingWords(0.99, 2000)).toBe('· nearly there');
  });
});
