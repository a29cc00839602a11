import { describe, expect, it } from 'vitest';
import { type Grid, pyramid, pyramidLevel } from '#views/cells/pyramid';

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

/** The cells of a block that exist, by looking at every one of them. */
function existing(
  grid: Grid,
  block: number,
  [row, column]: readonly [number, number],
  causal: boolean,
): number[] {
  const inside: number[] = [];
  for (let y = row * block; y < Math.min(grid.rows, (row + 1) * block); y++) {
    for (let x = column * block; x < Math.min(grid.columns, (column + 1) * block); x++) {
      const value = grid.values[y * grid.columns + x] ?? Number.NaN;
      if (!(causal && x > y) && !Number.isNaN(value)) inside.push(value);
    }
  }
  return inside;
}

const shapes = [
  [1, 1],
  [2, 2],
  [7, 5],
  [8, 8],
  [13, 64],
] as const;

describe('a pyramid', () => {
  for (const [rows, columns] of shapes) {
    for (const kind of ['max', 'mean'] as const) {
      for (const causal of [false, true]) {
        const what = `${kind} of what exists in every block of a ${causal ? 'causal ' : ''}`;
        it(`holds the ${what}${rows} × ${columns} matrix`, () => {
          const seed = rows * 100 + columns;
          const grid = randomGrid(rows, columns, seed);
          grid.values[Math.floor(rows / 2) * columns] = Number.NaN;
          pyramid(grid, kind, causal).forEach((level, power) => {
            const block = 2 ** power;
            expect([level.rows, level.columns]).toEqual([
              Math.ceil(rows / block),
              Math.ceil(columns / block),
            ]);
            for (let row = 0; row < level.rows; row++) {
              for (let column = 0; column < level.columns; column++) {
                const inside = existing(grid, block, [row, column], causal);
                if (inside.length === 0) continue;
                const wanted =
                  kind === 'max'
                    ? Math.max(...inside)
                    : inside.reduce((sum, value) => sum + value, 0) / inside.length;
                const value = level.values[row * level.columns + column];
                expect(value, `seed ${seed}, level ${power}`).toBeCloseTo(wanted, 5);
              }
            }
          });
        });
      }
    }
  }

  it('keeps a single bright cell of a large dark matrix up to the top', () => {
    const values = new Float32Array(300 * 300);
    values[137 * 300 + 41] = 0.9;
    for (const level of pyramid({ rows: 300, columns: 300, values }, 'max', false)) {
      expect(Math.max(...level.values)).toBeCloseTo(0.9, 6);
    }
  });
});

describe('pyramidLevel', () => {
  const levels = pyramid(randomGrid(64, 64, 1), 'max', false);

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
