import { describe, expect, it } from 'vitest';
import { gridRefusal, movedPatch, patchAt, patchRect, squareGrid } from '#views/image/layout';

const grid = { rows: 3, columns: 4, prefix: 2 };
const layout = { ...grid, width: 400, height: 150 };

describe('patches', () => {
  it('are found where they are drawn, by their middle and their corners', () => {
    for (let token = 2; token < 14; token++) {
      const { x, y, width, height } = patchRect(layout, token) ?? expect.unreachable();
      expect(patchAt(layout, x + width / 2, y + height / 2)).toBe(token);
      expect(patchAt(layout, x, y)).toBe(token);
      expect(patchAt(layout, x + width - 0.01, y + height - 0.01)).toBe(token);
    }
  });

  it('run row by row after the tokens before them, which have no place', () => {
    expect(patchRect(layout, 1)).toBeUndefined();
    expect(patchRect(layout, 2)).toEqual({ x: 0, y: 0, width: 100, height: 50 });
    expect(patchRect(layout, 7)).toEqual({ x: 100, y: 50, width: 100, height: 50 });
    expect(patchRect(layout, 14)).toBeUndefined();
  });

  it('end at the edges of the picture', () => {
    expect(patchAt(layout, 400, 10)).toBeUndefined();
    expect(patchAt(layout, -1, 10)).toBeUndefined();
    expect(patchAt(layout, 10, 150)).toBeUndefined();
  });
});

describe('a grid', () => {
  it('says by how much it does not fit', () => {
    expect(gridRefusal(grid, 14)).toBeUndefined();
    expect(gridRefusal(grid, 15)).toBe(
      '3 × 4 patches with 2 tokens before them make 14, but there are 15 tokens: change the grid or the number of tokens before it.',
    );
  });

  it('is guessed as a square with as few tokens before it as can be', () => {
    expect(squareGrid(197)).toEqual({ rows: 14, columns: 14, prefix: 1 });
    expect(squareGrid(198)).toEqual({ rows: 14, columns: 14, prefix: 2 });
    expect(squareGrid(196)).toEqual({ rows: 14, columns: 14, prefix: 0 });
    expect(squareGrid(50)).toEqual({ rows: 7, columns: 7, prefix: 1 });
    expect(squareGrid(60)).toBeUndefined();
  });
});

describe('movedPatch', () => {
  it('moves over the patches and up to the tokens before them', () => {
    expect(movedPatch(grid, 7, 'ArrowLeft')).toBe(6);
    expect(movedPatch(grid, 7, 'ArrowRight')).toBe(8);
    expect(movedPatch(grid, 7, 'ArrowUp')).toBe(3);
    expect(movedPatch(grid, 7, 'ArrowDown')).toBe(11);
    expect(movedPatch(grid, 3, 'ArrowUp')).toBe(1);
    expect(movedPatch(grid, 0, 'ArrowDown')).toBe(2);
    expect(movedPatch(grid, 0, 'ArrowUp')).toBe(0);
  });

  it('stays inside', () => {
    expect(movedPatch(grid, 13, 'ArrowDown')).toBe(13);
    expect(movedPatch(grid, 13, 'ArrowRight')).toBe(13);
    expect(movedPatch(grid, 0, 'ArrowLeft')).toBe(0);
    expect(movedPatch(grid, 5, 'Home')).toBe(0);
    expect(movedPatch(grid, 5, 'End')).toBe(13);
    expect(movedPatch(grid, 5, 'x')).toBeUndefined();
    expect(movedPatch({ ...grid, prefix: 0 }, 1, 'ArrowUp')).toBe(0);
  });
});
