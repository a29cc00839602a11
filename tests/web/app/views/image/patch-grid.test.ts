import { describe, expect, it } from 'vitest';
import { initialState } from '#app/state/state';
import { gridOf, seesPatches } from '#app/views/image/patch-grid';
import { infoOf, inputOf } from '../../inputs';

const patches = Array.from({ length: 9 }, (_, patch) => `p${Math.floor(patch / 3)},${patch % 3}`);
const square = { queries: 10, keys: 10, tokens: ['[CLS]', ...patches] };

describe('seesPatches', () => {
  it('by the picture in the file, or by tokens that are positions in a square', () => {
    const image = { src: '', grid: [2, 3], prefixTokens: 0 } as const;
    expect(seesPatches(inputOf({ image }))).toBe(true);
    expect(seesPatches(inputOf(square))).toBe(true);
    expect(seesPatches(inputOf({ ...square, tokens: square.tokens.map((_, at) => `${at}`) }))).toBe(
      true,
    );
  });

  it('not where tokens are words, where there is no square, and not in a causal model', () => {
    const words = square.tokens.map((_, at) => `word${'abcdefghij'[at]}`);
    expect(seesPatches(inputOf({ ...square, tokens: words }))).toBe(false);
    expect(seesPatches(inputOf({ ...square, causal: true }))).toBe(false);
    expect(seesPatches(inputOf({ ...square, queries: 4 }))).toBe(false);
  });
});

describe('gridOf', () => {
  const { settings } = initialState;

  it('is what was set, else what the file says, else a square', () => {
    const image = { src: '', grid: [3, 3], prefixTokens: 1 } as const;
    const set = { image: { grid: [1, 10, 0], opacity: 1, picked: '' } } as const;
    expect(gridOf(set, infoOf({ image }))).toEqual({ rows: 1, columns: 10, prefix: 0 });
    expect(gridOf(settings, infoOf({ image }))).toEqual({ rows: 3, columns: 3, prefix: 1 });
    expect(gridOf(settings, infoOf(square))).toEqual({ rows: 3, columns: 3, prefix: 1 });
  });
});
