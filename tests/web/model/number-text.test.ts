import { describe, expect, it } from 'vitest';
import {
  finite,
  index,
  numberWords,
  readNumber,
  readNumbers,
  share,
  shareBelowOne,
  signedIndex,
} from '#model/number-text';

describe('numbers that people write', () => {
  it.each([
    ['0', index, 0],
    [' 7 ', index, 7],
    ['+7', index, 7],
    ['007', index, 7],
    ['2147483647', index, 2147483647],
    ['-1', signedIndex, -1],
    ['.5', share, 0.5],
    ['1.', share, 1],
    ['1', share, 1],
    ['5e-1', share, 0.5],
    ['0.9999', shareBelowOne, 0.9999],
    ['-1e300', finite, -1e300],
  ])('%j is read', (text, range, value) => {
    expect(readNumber(text, range)).toBe(value);
  });

  it.each([
    ['', index],
    [' ', index],
    ['x', index],
    ['-1', index],
    ['1.0', index],
    ['1e0', index],
    ['0.99999999999999999999', index],
    ['2147483648', index],
    ['4294967296', index],
    ['9'.repeat(400), index],
    ['-2147483648', signedIndex],
    ['0x1', finite],
    ['0b1', finite],
    ['1_000', finite],
    ['1,5', finite],
    ['.', finite],
    ['e5', finite],
    ['1e', finite],
    ['1e400', finite],
    ['-1e400', finite],
    ['Infinity', finite],
    ['NaN', finite],
    ['1.0000000001', share],
    ['-0.1', share],
    ['0.99999999999999999', shareBelowOne],
  ])('%j is none of the range', (text, range) => {
    expect(readNumber(text, range)).toBeUndefined();
  });

  it('are refused in a single pass over a long text', () => {
    expect(readNumber(`${'1'.repeat(1_000_000)}x`, finite)).toBeUndefined();
  });

  it('are read as lists, all of them or none', () => {
    expect(readNumbers('0, 3', index)).toEqual([0, 3]);
    for (const list of ['', '1,', '1,,2', '1,x', '1,4294967296']) {
      expect(readNumbers(list, index)).toBeUndefined();
    }
  });

  it('are told of in words', () => {
    expect(numberWords(index)).toBe('whole number from 0 to 2147483647');
    expect(numberWords(shareBelowOne)).toBe('number from 0 to below 1');
    expect(numberWords({ low: 0, high: Number.POSITIVE_INFINITY })).toBe('number from 0 on');
    expect(numberWords(finite)).toBe('number');
  });
});
