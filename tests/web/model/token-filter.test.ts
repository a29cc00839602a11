import { describe, expect, it } from 'vitest';
import {
  defaultFilter,
  filterText,
  keptPositions,
  noFilter,
  parseFilter,
  usualFilter,
} from '#model/token-filter';

describe('keptPositions', () => {
  const tokens = ['<s>', 'The', 'Ġcat', ',', '▁and', 'Ċ', 'Ġis', 'here', ' .', 'isle'];

  it('keeps every token without a filter, up to the end that is asked for', () => {
    expect(keptPositions(tokens, 4, noFilter)).toEqual([0, 1, 2, 3]);
  });

  it('leaves out special tokens, punctuation and small words, whatever marks them', () => {
    expect(keptPositions(tokens, tokens.length, usualFilter)).toEqual([1, 2, 7, 9]);
  });

  it.each(['[CLS]', '[SEP]', '</s>', '<|endoftext|>', '<pad>'])('knows %s as special', (token) => {
    expect(keptPositions([token], 1, { tokens: [], special: true })).toEqual([]);
  });
});

describe('parseFilter', () => {
  it('reads what filterText writes, commas and newlines among it', () => {
    expect(parseFilter(filterText(defaultFilter))).toEqual(defaultFilter);
  });

  it('reads a list as people type it', () => {
    expect(parseFilter('the, a ,\\,')).toEqual(['the', 'a', ',']);
    expect(parseFilter('')).toEqual([]);
  });
});
