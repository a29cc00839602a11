import { describe, expect, it } from 'vitest';
import { movedCell } from '#element/matrix/matrix-keys';

describe('movedCell', () => {
  const shape = { rows: 12, columns: 30 };
  const move = (key: string, ctrlKey = false) =>
    movedCell({ query: 5, key: 7 }, { key, ctrlKey, metaKey: false, altKey: false }, shape);

  it('goes one cell with the arrows', () => {
    expect(move('ArrowUp')).toEqual({ query: 4, key: 7 });
    expect(move('ArrowDown')).toEqual({ query: 6, key: 7 });
    expect(move('ArrowLeft')).toEqual({ query: 5, key: 6 });
    expect(move('ArrowRight')).toEqual({ query: 5, key: 8 });
  });

  it('goes to the ends of the row, and of the matrix with Ctrl', () => {
    expect(move('Home')).toEqual({ query: 5, key: 0 });
    expect(move('End')).toEqual({ query: 5, key: 29 });
    expect(move('Home', true)).toEqual({ query: 0, key: 0 });
    expect(move('End', true)).toEqual({ query: 11, key: 29 });
  });

  it('goes ten rows and stops at the edge', () => {
    expect(move('PageUp')).toEqual({ query: 0, key: 7 });
    expect(move('PageDown')).toEqual({ query: 11, key: 7 });
  });

  it('leaves other keys alone', () => {
    expect(move('a')).toBeUndefined();
  });
});
