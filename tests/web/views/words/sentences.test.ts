import { describe, expect, it } from 'vitest';
import { defaultOptions, presets } from '#model/options';
import {
  cellWords,
  fusionWords,
  type SelectionWords,
  selectionSentence,
  settingsWords,
} from '#views/words/sentences';

const words: SelectionWords = {
  method: 'rollout',
  layer: 4,
  chosen: ['[MASK]'],
  self: 2,
  keyLabels: ['keys', 'cabinet', '[MASK]', 'on'],
  sources: [
    { key: 0, value: 0.312 },
    { key: 2, value: 0.22 },
    { key: 1, value: 0.061 },
    { key: 3, value: 0.01 },
  ],
  shares: true,
};

describe('selectionSentence', () => {
  it('says where a position has taken what it holds', () => {
    expect(selectionSentence(words)).toBe(
      'After layer 5, ‘[MASK]’ takes 31\u202f% from ‘keys’, 22\u202f% from itself and ' +
        '6.1\u202f% from ‘cabinet’.',
    );
  });

  it('speaks of one layer alone for raw attention', () => {
    expect(selectionSentence({ ...words, method: 'raw' })).toMatch(/^In layer 5, /);
  });

  it('speaks of what could flow, or of shares of the flow', () => {
    const flow = { ...words, method: 'flow' } as const;
    expect(selectionSentence({ ...flow, shares: false })).toContain('‘[MASK]’ can take 0.312 from');
    expect(selectionSentence(flow)).toContain(
      '‘[MASK]’ takes 31\u202f% of its flow from ‘keys’, 22\u202f% from itself',
    );
  });

  it('gives no percentages where rows do not sum to 1', () => {
    const sentence = selectionSentence({ ...words, shares: false });
    expect(sentence).toContain('takes 0.312 from ‘keys’');
    expect(sentence).not.toContain('%');
  });

  it('speaks of several positions together', () => {
    const sentence = selectionSentence({ ...words, chosen: ['the²', 'fox'], self: undefined });
    expect(sentence).toMatch(/^After layer 5, ‘the²’ and ‘fox’ together take 31/);
  });

  it('counts many positions instead of naming them', () => {
    const chosen = ['a', 'b', 'c', 'd'];
    expect(selectionSentence({ ...words, chosen })).toContain('the 4 chosen positions together');
  });

  it('says so where a row is empty', () => {
    expect(selectionSentence({ ...words, sources: [] })).toContain('every value of this row is 0');
  });
});

describe('settingsWords', () => {
  it('name the settings in the order in which they act', () => {
    expect(settingsWords('rollout', defaultOptions, 8)).toBe('mean of 8 heads, half residual');
    expect(settingsWords('rollout', presets['vit-explain'] ?? defaultOptions, 12)).toBe(
      'max of 12 heads, half residual, smallest 90\u202f% discarded before the residual',
    );
    expect(settingsWords('rollout', { ...defaultOptions, startLayer: 2 }, 8)).toBe(
      'mean of 8 heads, half residual, from layer 3',
    );
  });

  it('name only the heads for raw attention', () => {
    const options = { ...defaultOptions, startLayer: 2 };
    expect(settingsWords('raw', options, 8)).toBe('mean of 8 heads');
  });
});

describe('fusionWords', () => {
  it('count heads from 1', () => {
    expect(fusionWords({ kind: 'mean', heads: [2] }, 8)).toBe('head 3');
    expect(fusionWords({ kind: 'max', heads: [0, 3] }, 8)).toBe('max of heads 1, 4');
    expect(fusionWords({ kind: 'mean' }, 1)).toBe('one head');
  });
});

describe('cellWords', () => {
  it('say the value, or that there is none', () => {
    expect(cellWords('rollout', 'fox', 'the²', 0.25, true)).toBe('fox takes 0.25 from the²');
    expect(cellWords('flow', 'fox', 'the²', 0.25, true)).toBe('fox can take 0.25 from the²');
    expect(cellWords('raw', 'fox', 'jumps', 0, false)).toBe('fox cannot see jumps: it comes later');
  });
});
