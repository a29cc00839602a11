import { describe, expect, it } from 'vitest';
import { type Grid, maxPyramid, pyramidLevel } from '#views/pyramid';

/** A generator whose seed makes a failure repeatable. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function randomGrid(rows: number, columns: number, seed: number): Grid {
  const next = random(seed);
  return { rows, columns, values: Float32Array.from({ length: rows * columns }, next) };
}

describe('maxPyramid', () => {
  for (const [rows, columns] of [
    [1, 1],
    [2, 2],
    [7, 5],
    [8, 8],
    [13, 64],
  ] as const) {
    it(`holds the largest value of every block of a ${rows} × ${columns} matrix`, () => {
      const seed = rows * 100 + columns;
      const grid = randomGrid(rows, columns, seed);
      maxPyramid(grid).forEach((level, power) => {
        const block = 2 ** power;
        expect([level.rows, level.columns]).toEqual([
          Math.ceil(rows / block),
          Math.ceil(columns / block),
        ]);
        for (let row = 0; row < level.rows; row++) {
          for (let column = 0; column < level.columns; column++) {
            const inside: number[] = [];
            for (let y = row * block; y < Math.min(rows, (row + 1) * block); y++) {
              for (let x = column * block; x < Math.min(columns, (column + 1) * block); x++) {
                inside.push(grid.values[y * columns + x] ?? Number.NaN);
              }
            }
            expect(level.values[row * level.columns + column], `seed ${seed}`).toBe(
              Math.max(...inside),
            );
          }
        }
      });
    });
  }

  it('keeps a single bright cell of a large dark matrix up to the top', () => {
    const values = new Float32Array(300 * 300);
    values[137 * 300 + 41] = 0.9;
    for (const level of maxPyramid({ rows: 300, columns: 300, values })) {
      expect(Math.max(...level.values)).toBeCloseTo(0.9, 6);
    }
  });
});

describe('pyramidLevel', () => {
  const levels = maxPyramid(randomGrid(64, 64, 1));

  it('is the matrix itself while a cell covers a pixel or more', () => {
    expect(pyramidLevel(levels, 1)).toBe(0);
    expect(pyramidLevel(levels, 30)).toBe(0);
  });

  it('is the finest level whose cells cover a pixel', () => {
    expect(pyramidLevel(levels, 0.6)).toBe(1);
    expect(pyramidLevel(levels, 0.5)).toBe(1);
    expect(pyramidLevel(levels, 0.2)).toBe(3);
  });

  it('is never above the top', () => {
    expect(pyramidLevel(levels, 1e-9)).toBe(6);
  });
});
