import { describe, expect, it } from 'vitest';
import { productPathsWords, productSentence, weightSentence } from '#views/words/rollout-words';

const labels = ['[CLS]', 'keys', 'are'];

describe('productSentence', () => {
  it('names position, layer, token and value', () => {
    const pair = { layer: 5, source: 2, sink: 1, sinkLayer: 0 };
    expect(productSentence(0.1234, pair, labels)).toBe(
      'After layer 6, ‘are’ takes 0.123 from ‘keys’, over all paths through the layers together.',
    );
  });

  it('names the layer that the rollout starts from, and leaves out paths where there is one', () => {
    const pair = { layer: 3, source: 0, sink: 1, sinkLayer: 3 };
    expect(productSentence(0.5, pair, labels)).toBe(
      'After layer 4, ‘[CLS]’ takes 0.5 from ‘keys’ after layer 3.',
    );
  });

  it('says that nothing is taken', () => {
    const pair = { layer: 5, source: 0, sink: 2, sinkLayer: 0 };
    expect(productSentence(0, pair, labels)).toContain('nothing from ‘are’: no path');
  });
});

describe('productPathsWords', () => {
  it('tells the share of the strongest, and that the rest is spread', () => {
    expect(productPathsWords(20, true, 0.34)).toMatch(
      /^The 20 strongest paths make up 34\s% of it; the rest is spread/,
    );
    expect(productPathsWords(1, true, 0.8)).toMatch(/^The strongest path makes up 80\s% of it\.$/);
  });

  it('says when all are shown', () => {
    expect(productPathsWords(7, false, 1)).toBe('All 7 paths are shown.');
    expect(productPathsWords(1, false, 1)).toBe('It is one path.');
    expect(productPathsWords(0, false, 0)).toBe('There is no path.');
  });
});

describe('weightSentence', () => {
  it('says who reads whom in which layer', () => {
    expect(weightSentence(0.25, { layer: 1, source: 2, sink: 0 }, labels)).toBe(
      'In layer 2, ‘are’ reads ‘[CLS]’ by 0.25.',
    );
  });
});
