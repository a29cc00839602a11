import { describe, expect, it } from 'vitest';
import { discardValue, headsValue, residualValue } from '#model/vocabulary/analysis-settings';

describe('heads as text', () => {
  it.each([
    ['mean', { kind: 'mean' }],
    [' max ', { kind: 'max' }],
    ['3', { kind: 'mean', heads: [3] }],
    ['0, 3', { kind: 'mean', heads: [0, 3] }],
    ['min:1,2', { kind: 'min', heads: [1, 2] }],
    ['weights:0.25,0.75', { kind: 'weights', weights: [0.25, 0.75] }],
  ])('reads %s', (text, fusion) => {
    expect(headsValue.parse(text)).toEqual(fusion);
  });

  it.each(['', 'median', 'max:', 'max:a', '1,,2', 'weights', '-1', '1:2'])(
    'refuses “%s”',
    (text) => {
      expect(headsValue.parse(text)).toBeUndefined();
    },
  );
});

describe('the residual as text', () => {
  it('reads names and the share of the identity', () => {
    expect(residualValue.parse('average')).toEqual({ kind: 'average', weight: 0.5 });
    expect(residualValue.parse('0.25')).toEqual({ kind: 'average', weight: 0.25 });
    expect(residualValue.parse('add')).toEqual({ kind: 'add' });
  });

  it.each(['', 'half', '1.5', '-0.1', 'NaN'])('refuses “%s”', (text) => {
    expect(residualValue.parse(text)).toBeUndefined();
  });
});

describe('the discard ratio as text', () => {
  it('reads a ratio and its order', () => {
    expect(discardValue.parse('0.1')).toEqual({ ratio: 0.1, order: 'after', rule: 'threshold' });
    expect(discardValue.parse('0.9 before')).toEqual({
      ratio: 0.9,
      order: 'before',
      rule: 'threshold',
    });
  });

  it.each(['', '1', '-0.1', '0.1 later', '0.1 before after', 'x'])('refuses “%s”', (text) => {
    expect(discardValue.parse(text)).toBeUndefined();
  });
});
