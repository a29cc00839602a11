import { describe, expect, it } from 'vitest';
import { noticeWords } from '#app/notices/notice-line';
import { infoOf } from '../inputs';

describe('noticeWords', () => {
  it('count from 1, name the token and round the sum', () => {
    const rowSums = { deviation: 0.1, sum: 0.9000000001, layer: 0, head: 1, row: 3 };
    const notice = { name: 'row-sums', message: 'as the engine says it' };
    expect(noticeWords(notice, infoOf({ rowSums }))).toBe(
      'Rows do not all sum to 1: in layer 1, head 2, the row of ‘fox’ sums to 0.9.',
    );
  });

  it('tell why rows do not sum to 1 where that shows', () => {
    const notice = { name: 'row-sums-on-average', message: 'as the engine says it' };
    expect(noticeWords(notice, infoOf())).toMatch(
      /^Rows sum to 1 only on average, as with dropout/,
    );
  });

  it('say how many tokens are padding', () => {
    const notice = { name: 'padding', message: 'as the engine says it' };
    expect(noticeWords(notice, infoOf({ padding: 2 }))).toBe(
      'No position reads 2 of the tokens: this looks like padding.',
    );
  });

  it('leave to the engine what only it can say', () => {
    const notice = { name: 'other', message: 'as the engine says it' };
    expect(noticeWords(notice, infoOf())).toBe('as the engine says it');
  });
});
