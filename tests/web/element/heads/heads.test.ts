import { describe, expect, it } from 'vitest';
import { onlyHead, toggleHead, withoutHead } from '#element/heads/heads';

describe('a click on a head', () => {
  it('takes it alone, and again brings all back', () => {
    expect(onlyHead(undefined, 3)).toEqual([3]);
    expect(onlyHead([1, 2], 2)).toEqual([2]);
    expect(onlyHead([2], 2)).toBeUndefined();
  });

  it('with shift leaves it out, and again takes it back in', () => {
    expect(withoutHead(undefined, 1, 4)).toEqual([0, 2, 3]);
    expect(withoutHead([0, 2, 3], 2, 4)).toEqual([0, 3]);
    expect(withoutHead([0, 3], 2, 4)).toEqual([0, 2, 3]);
    expect(withoutHead([0, 2, 3], 1, 4)).toBeUndefined();
  });

  it('with shift on the last one brings all back', () => {
    expect(withoutHead([2], 2, 4)).toBeUndefined();
  });
});

describe('toggleHead', () => {
  it('keeps a head alone when all were on', () => {
    expect(toggleHead(undefined, 3, 8)).toEqual([3]);
  });

  it('adds heads in order and removes them', () => {
    expect(toggleHead([3], 1, 8)).toEqual([1, 3]);
    expect(toggleHead([1, 3], 3, 8)).toEqual([1]);
  });

  it('comes back to all heads from none and from every one', () => {
    expect(toggleHead([3], 3, 8)).toBeUndefined();
    expect(toggleHead([0], 1, 2)).toBeUndefined();
  });
});
