import { describe, expect, it } from 'vitest';
import { pyramid } from '#views/cells/pyramid';
import { colourTable } from '#views/colour/colour-map';
import { linearScale, logScale, rankScale } from '#views/colour/scale';
import type { MatrixPicture } from '#views/matrix/draw';
import { steadyPicture } from '#views/matrix/steady-picture';
import { lightTheme } from '../theme';

const levels = pyramid({ rows: 2, columns: 2, values: Float32Array.of(1, 2, 3, 4) }, 'max', false);
const table = colourTable('viridis', lightTheme);
const rowLabels = ['a', 'b'];
const columnLabels = rowLabels;

function pictureOf(change: Partial<MatrixPicture>): MatrixPicture {
  const { range } = linearScale([0, 4]);
  return steadyPicture({ levels, table, range, causal: false, rowLabels, columnLabels, ...change });
}

describe('a picture of the same parts', () => {
  it('is the same object, though its scale was made anew', () => {
    expect(pictureOf({})).toBe(pictureOf({}));
    const log = () => pictureOf(logScale([1, 4]));
    expect(log()).toBe(log());
  });

  it('is another one where any part differs', () => {
    const plain = pictureOf({});
    for (const change of [
      { range: [0, 3] },
      { causal: true },
      { gaps: true },
      { rowLabels: ['a', 'c'] },
      { levels: [...levels] },
    ] satisfies Partial<MatrixPicture>[]) {
      expect(pictureOf(change)).not.toBe(plain);
      expect(pictureOf(change)).toMatchObject(change);
    }
  });

  it('is another one where ranks differ between the same ends', () => {
    const ranks = (middle: number) => rankScale(Float64Array.of(0, middle, 4));
    expect(pictureOf(ranks(1))).not.toBe(pictureOf(ranks(2)));
    expect(pictureOf(ranks(2))).toBe(pictureOf(ranks(2)));
  });

  it('stays where another view shows the same matrix differently', () => {
    const plain = pictureOf({});
    const clamped = pictureOf({ range: [0, 2] });
    expect(pictureOf({})).toBe(plain);
    expect(pictureOf({ range: [0, 2] })).toBe(clamped);
  });

  it('loses a part that is no longer given', () => {
    expect(pictureOf(logScale([1, 4])).thresholds).toHaveLength(255);
    expect(pictureOf({}).thresholds).toBeUndefined();
  });
});
