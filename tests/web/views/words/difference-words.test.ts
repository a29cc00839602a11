import { describe, expect, it } from 'vitest';
import { differenceOf } from '#views/cells/difference';
import { differenceWords } from '#views/words/difference-words';

const shape = { rows: 3, columns: 3 };

describe('differenceWords', () => {
  const labels = ['a', 'b', 'c'];

  it('names the place, the amount and the mean', () => {
    const less = differenceOf(
      new Float32Array(9),
      Float32Array.of(0, 0, 0, 0, 0, 0.45, 0, 0, 0),
      shape,
      false,
    );
    expect(differenceWords(less, labels, labels)).toBe(
      'Most at ‘b’ ← ‘c’: 0.45 less. On average cells are 0.05 apart.',
    );
  });

  it('says that both are the same', () => {
    const same = differenceOf(new Float32Array(9), new Float32Array(9), shape, false);
    expect(differenceWords(same, labels, labels)).toBe('Both are the same in every cell.');
  });
});
