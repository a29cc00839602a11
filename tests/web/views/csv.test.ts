import { describe, expect, it } from 'vitest';
import { toCsv } from '#views/csv';

describe('comma-separated values', () => {
  it('keep every digit, and what does not exist is empty', () => {
    expect(toCsv([['a', 1 / 3, Number.NaN, 1e-12]])).toBe('a,0.3333333333333333,,1e-12\r\n');
  });

  it('quote what would be read as more than one field', () => {
    expect(toCsv([['"', ',', 'a\nb', ' plain ']])).toBe('"""",",","a\nb", plain \r\n');
  });

  it('are one line a row', () => {
    expect(toCsv([['token'], ['the'], ['fox']]).split('\r\n')).toEqual(['token', 'the', 'fox', '']);
  });
});
