import { fromLch, lightness, parseColour, type Rgb } from './colour';
import type { Theme } from './theme';

export const colourMapNames = ['viridis', 'magma', 'cividis', 'ink'] as const;
export type ColourMapName = (typeof colourMapNames)[number];

/**
 * 256 opaque colours, packed as a little-endian canvas wants them: `0xAABBGGRR`. Entry 0 is the
 * lower end of the values' range, entry 255 the upper.
 */
export type ColourTable = Uint32Array;

/**
 * Every 15th of the 256 published colours: viridis and magma by Smith, van der Walt and Firing
 * (matplotlib, CC0), cividis by Nuñez, Anderton and Renslow (2018). Straight lines between them
 * stay within 5 of 255 of the published tables in every channel.
 */
const published: Record<Exclude<ColourMapName, 'ink'>, string> = {
  viridis:
    '440154 481769 472a7a 433d84 3d4e8a 355e8d 2e6d8e 297b8e 23898e ' +
    '1f978b 21a585 2eb37c 46c06f 65cb5e 89d548 b0dd2f d8e219 fde725',
  magma:
    '000004 090720 1a1042 311165 4a1079 621980 792282 912b81 aa337d ' +
    'c23b75 d9466b ec5860 f7725c fc8e64 feaa74 fec68a fde2a3 fcfdbf',
  cividis:
    '002051 002b64 0f356c 23406e 374a6e 4b556d 5c606e 6c6b70 797673 ' +
    '858176 928d78 9f9978 aea575 bfb26f d2bf66 e4cd5a f4db4e fdea45',
};

/** The table of a map; `ink` runs from the theme's paper to its ink. */
export function colourTable(name: ColourMapName, theme: Theme): ColourTable {
  if (name === 'ink') return ramp([parseColour(theme.paper2), parseColour(theme.ink)]);
  return ramp(published[name].split(' ').map((hex) => parseColour(`#${hex}`)));
}

/**
 * Blue, paper, orange, for differences: entry 128 is the paper, and entries at the same distance
 * from it have the same lightness, so that neither sign looks larger than the other.
 */
export function differenceTable(theme: Theme): ColourTable {
  const paper = lightness(parseColour(theme.paper));
  const end = paper > 50 ? 42 : 74;
  const chroma = 46;
  const table = new Uint32Array(256);
  for (let index = 0; index < 256; index++) {
    const share = Math.min(1, Math.abs(index - 128) / 127);
    const light = paper + (end - paper) * share;
    table[index] = pack(fromLch(light, chroma * share, index < 128 ? 268 : 62));
  }
  return table;
}

/** Position of a value in a table, 0 to 255; values outside the range take its ends. */
export function tableIndex(value: number, low: number, high: number): number {
  const span = high - low;
  if (!(span > 0)) return 0;
  return Math.min(255, Math.max(0, Math.floor(((value - low) / span) * 256)));
}

/** One entry as red, green and blue. */
export function tableColour(table: ColourTable, index: number): Rgb {
  const packed = table[index] ?? 0;
  return [packed & 255, (packed >> 8) & 255, (packed >> 16) & 255];
}

/** Black or white, whichever stands out more on an entry: at least 4.5 to 1 on every colour. */
export function inkOn(table: ColourTable, index: number): '#000' | '#fff' {
  return lightness(tableColour(table, index)) > 49.5 ? '#000' : '#fff';
}

/** One entry as a CSS colour. */
export function tableCss(table: ColourTable, index: number): string {
  return `rgb(${tableColour(table, index).join(' ')})`;
}

function ramp(points: readonly Rgb[]): ColourTable {
  const table = new Uint32Array(256);
  for (let index = 0; index < 256; index++) {
    const place = (index / 255) * (points.length - 1);
    const from = points[Math.floor(place)] ?? [0, 0, 0];
    const to = points[Math.ceil(place)] ?? from;
    const share = place - Math.floor(place);
    table[index] = pack([
      Math.round(from[0] + (to[0] - from[0]) * share),
      Math.round(from[1] + (to[1] - from[1]) * share),
      Math.round(from[2] + (to[2] - from[2]) * share),
    ]);
  }
  return table;
}

function pack([red, green, blue]: Rgb): number {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
