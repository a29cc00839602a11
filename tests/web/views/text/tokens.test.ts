import { describe, expect, it } from 'vitest';
import { shortLabel, tokenLabels, tokenParts, tokenText } from '#views/text/tokens';

describe('tokenParts', () => {
  it('dims the mark of a word piece', () => {
    expect(tokenParts('##ing')).toEqual([
      { text: '##', mark: true },
      { text: 'ing', mark: false },
    ]);
  });

  it('shows spaces and newlines, whichever way a tokenizer writes them', () => {
    expect(tokenText('Ġthe')).toBe('·the');
    expect(tokenText('▁the')).toBe('·the');
    expect(tokenText(' the')).toBe('·the');
    expect(tokenText('\n\n')).toBe('↵↵');
    expect(tokenText('Ċ')).toBe('↵');
  });

  it('shows that a token is empty', () => {
    expect(tokenText('')).toBe('∅');
  });

  it('leaves a lone ## alone', () => {
    expect(tokenParts('##')).toEqual([{ text: '##', mark: false }]);
  });
});

describe('tokenLabels', () => {
  it('give tokens that repeat their position, counted from 1', () => {
    expect(tokenLabels(['[CLS]', 'the', 'keys', 'to', 'the'])).toEqual([
      '[CLS]',
      'the²',
      'keys',
      'to',
      'the⁵',
    ]);
  });

  it('are all different', () => {
    const labels = tokenLabels(Array.from({ length: 120 }, () => 'a'));
    expect(new Set(labels).size).toBe(120);
    expect(labels[119]).toBe('a¹²⁰');
  });
});

describe('shortLabel', () => {
  it('keeps what fits', () => {
    expect(shortLabel('fox', 5)).toBe('fox');
  });

  it('cuts the word, not the position', () => {
    expect(shortLabel('exploration¹²', 8)).toBe('explo…¹²');
  });

  it('counts characters, not code units', () => {
    expect(shortLabel('👩👩👩', 3)).toBe('👩👩👩');
  });
});
