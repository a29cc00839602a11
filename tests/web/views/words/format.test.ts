import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatPercent,
  formatValue,
} from '#views/words/format';

describe('formatValue', () => {
  it('gives three significant digits', () => {
    expect(formatValue(0.31249)).toBe('0.312');
    expect(formatValue(0.00123456)).toBe('0.00123');
    expect(formatValue(12.345)).toBe('12.3');
    expect(formatValue(1)).toBe('1');
    expect(formatValue(0)).toBe('0');
  });

  it('takes powers of ten for the very small and the very large', () => {
    expect(formatValue(0.0000123)).toBe('1.23e-5');
    expect(formatValue(-1234567)).toBe('-1.23e+6');
  });

  it('has a sign for what is not there', () => {
    expect(formatValue(Number.NaN)).toBe('–');
  });
});

describe('formatPercent', () => {
  it('gives whole percent from 10 on and one decimal below', () => {
    expect(formatPercent(0.312)).toBe('31\u202f%');
    expect(formatPercent(0.0421)).toBe('4.2\u202f%');
    expect(formatPercent(0.0999)).toBe('10\u202f%');
    expect(formatPercent(1)).toBe('100\u202f%');
  });

  it('tells little from nothing', () => {
    expect(formatPercent(0.0004)).toBe('<0.1\u202f%');
    expect(formatPercent(0)).toBe('0\u202f%');
  });
});

describe('formatBytes', () => {
  it('climbs in powers of 1000', () => {
    expect([950, 12_000, 999_600, 3_400_000, 2.5e9].map(formatBytes)).toEqual([
      '950 B',
      '12 KB',
      '1.0 MB',
      '3.4 MB',
      '2.5 GB',
    ]);
  });
});

describe('formatDuration', () => {
  it('goes from tenths of milliseconds to seconds', () => {
    expect([0.42, 82.3, 3140].map(formatDuration)).toEqual(['0.4 ms', '82 ms', '3.1 s']);
  });
});

describe('formatCount', () => {
  it('knows one from many', () => {
    expect(formatCount(1, 'head')).toBe('1 head');
    expect(formatCount(8, 'head')).toBe('8 heads');
  });
});
