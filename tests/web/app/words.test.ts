import { describe, expect, it } from 'vitest';
import { findTokens } from '#app/commands/find';
import { shortcutFor, shortcuts } from '#app/commands/shortcuts';
import { noticeWords } from '#app/notices/notice-line';
import { remainingWords } from '#app/shell/tasks';
import { refusal } from '#app/state/methods';
import { defaultOptions } from '#model/options';
import { infoOf } from './inputs';

describe('findTokens', () => {
  it('finds every position whose label holds the text, whatever its case', () => {
    expect(findTokens(['The¹', 'quick', 'the³', 'other'], 'THE')).toEqual([0, 2, 3]);
    expect(findTokens(['a'], '  ')).toEqual([]);
  });
});

describe('refusal', () => {
  it('says why cross attention has no rollout', () => {
    const info = infoOf({ queries: 11, keys: 12 });
    expect(refusal('rollout', info, defaultOptions)).toContain('11 queries by 12 keys');
    expect(refusal('flow', info, defaultOptions)).toContain('11 queries by 12 keys');
    expect(refusal('raw', info, defaultOptions)).toBeUndefined();
    expect(refusal('rollout', infoOf(), defaultOptions)).toBeUndefined();
  });

  it('says why there is no flow with the recurrent residual', () => {
    const recurrent = { residual: { kind: 'recurrent' } } as const;
    expect(refusal('flow', infoOf(), recurrent)).toContain('choose another residual');
    expect(refusal('rollout', infoOf(), recurrent)).toBeUndefined();
  });
});

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

describe('shortcuts', () => {
  it('are found by their key, capitals apart', () => {
    expect(shortcutFor('r')?.does).toBe('rollout');
    expect(shortcutFor('3')?.does).toContain('views');
    expect(shortcutFor('z')?.does).toMatch(/^undo/);
    expect(shortcutFor('Z')?.does).toMatch(/^redo/);
    expect(shortcutFor('q')).toBeUndefined();
  });

  it('share no key', () => {
    const keys = [
      ...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789[]/? ',
      'Escape',
    ];
    for (const key of keys) {
      expect(shortcuts.filter(({ matches }) => matches(key)).length, key).toBeLessThanOrEqual(1);
    }
  });
});
