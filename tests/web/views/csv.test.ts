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

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '-ing'])(
    'keep a spreadsheet from taking %j for a formula',
    (text) => {
      const quoted = /\s/.test(text) ? `"'${text}"` : `'${text}`;
      expect(toCsv([[text]])).toBe(`${quoted}\r\n`);
    },
  );

  it('are numbers where numbers were given', () => {
    expect(toCsv([[-1, -0.5, 1e-7, "it's", 'a=b', '']])).toBe("-1,-0.5,1e-7,it's,a=b,\r\n");
  });
});
