import { describe, expect, it } from 'vitest';
import { lightness, parseColour, type Rgb } from '#views/colour/colour';
import {
  colourMapNames,
  colourTable,
  differenceTable,
  tableColour,
  tableCss,
  tableIndex,
} from '#views/colour/colour-map';
import { darkTheme, lightTheme } from '../theme';

const themes = { light: lightTheme, dark: darkTheme };

/** Entries of the published tables that are not among the control points. */
const published = {
  viridis: { 22: '#482071', 64: '#3b528b', 128: '#21918c', 200: '#70cf57', 247: '#eae51a' },
  magma: { 22: '#110c2f', 64: '#51127c', 128: '#b73779', 200: '#fd9869', 247: '#fceeb0' },
  cividis: { 22: '#063069', 64: '#3d4d6e', 128: '#807c75', 200: '#c5b66c', 247: '#fae249' },
} as const;

function lightnesses(table: Uint32Array): number[] {
  return Array.from(table, (_, index) => lightness(tableColour(table, index)));
}

describe('colour tables', () => {
  for (const [name, entries] of Object.entries(published)) {
    it(`${name} is the published map within 5 of 255`, () => {
      const table = colourTable(name as keyof typeof published, lightTheme);
      for (const [index, hex] of Object.entries(entries)) {
        const expected = parseColour(hex);
        const found = tableColour(table, Number(index));
        found.forEach((channel, place) => {
          expect(Math.abs(channel - (expected[place] ?? 0))).toBeLessThanOrEqual(5);
        });
      }
    });
  }

  for (const name of colourMapNames) {
    for (const [scheme, theme] of Object.entries(themes)) {
      it(`${name} changes lightness one way only (${scheme})`, () => {
        const values = lightnesses(colourTable(name, theme));
        const direction = Math.sign((values.at(-1) ?? 0) - (values[0] ?? 0));
        for (let index = 1; index < values.length; index++) {
          const step = ((values[index] ?? 0) - (values[index - 1] ?? 0)) * direction;
          // Rounding to whole channels may turn a flat stretch back by a hair.
          expect(step).toBeGreaterThan(-0.35);
        }
        expect(Math.abs((values.at(-1) ?? 0) - (values[0] ?? 0))).toBeGreaterThan(60);
      });
    }
  }

  it('ink starts at the paper and ends at the ink of the theme', () => {
    const table = colourTable('ink', darkTheme);
    expect(tableColour(table, 0)).toEqual([33, 36, 39]);
    expect(tableColour(table, 255)).toEqual([233, 233, 230]);
  });

  it('is packed as a canvas reads it: red in the lowest byte, opaque', () => {
    const bytes = new Uint8Array(colourTable('viridis', lightTheme).buffer, 0, 4);
    expect([...bytes]).toEqual([0x44, 0x01, 0x54, 255]);
  });
});

describe('the difference table', () => {
  for (const [scheme, theme] of Object.entries(themes)) {
    const table = differenceTable(theme);

    it(`is the paper in the middle (${scheme})`, () => {
      const paper = lightness(parseColour(theme.paper));
      expect(lightness(tableColour(table, 128))).toBeCloseTo(paper, 0);
    });

    it(`is as light at -d as at +d (${scheme})`, () => {
      for (let distance = 1; distance <= 127; distance++) {
        const below = lightness(tableColour(table, 128 - distance));
        const above = lightness(tableColour(table, 128 + distance));
        expect(Math.abs(below - above)).toBeLessThan(1.5);
      }
    });

    it(`is blue below and orange above (${scheme})`, () => {
      const [redBelow, , blueBelow]: Rgb = tableColour(table, 10);
      const [redAbove, , blueAbove]: Rgb = tableColour(table, 245);
      expect(blueBelow).toBeGreaterThan(redBelow + 40);
      expect(redAbove).toBeGreaterThan(blueAbove + 40);
    });
  }
});

describe('lightness', () => {
  it('agrees with the CIE definition at black, white and the middle grey', () => {
    expect(lightness([0, 0, 0])).toBe(0);
    expect(lightness([255, 255, 255])).toBeCloseTo(100, 6);
    // sRGB 119 is the grey of L* = 50.03.
    expect(lightness([119, 119, 119])).toBeCloseTo(50.03, 1);
  });
});

describe('tableIndex', () => {
  it('divides the range into 256 equal steps', () => {
    expect(tableIndex(0, 0, 1)).toBe(0);
    expect(tableIndex(0.5, 0, 1)).toBe(128);
    expect(tableIndex(1, 0, 1)).toBe(255);
  });

  it('takes the ends for values outside, and 0 for an empty range', () => {
    expect(tableIndex(-3, 0, 1)).toBe(0);
    expect(tableIndex(9, 0, 1)).toBe(255);
    expect(tableIndex(9, 1, 1)).toBe(0);
  });
});

describe('tableCss', () => {
  it('is a CSS colour', () => {
    expect(tableCss(colourTable('viridis', lightTheme), 0)).toBe('rgb(68 1 84)');
  });
});
