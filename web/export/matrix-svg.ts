import { paintCells } from '#views/cells/paint';
import { type ColourTable, tableColour } from '#views/colour/colour-map';
import { entryOf } from '#views/colour/scale';
import { formatValue } from '#views/words/format';
import { base64 } from './base64';
import { escapeMarkup } from './page-file';
import { pngOf } from './png';
import type { PictureSource } from './sources';

/** Matrices of at most so many rows and columns are drawn as vectors. */
const longestVector = 128;

const margin = 16;
const fontSize = 12;
/** Width of a letter of the monospaced labels. */
const letter = 7.3;
const longestLabel = 14;
const sans = 'system-ui, "Segoe UI", Roboto, sans-serif';
const mono = 'ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace';

/**
 * A matrix with title, labels, legend and caption, on white, as SVG: real text, cells as vectors, or
 * as one embedded picture where there are more than `longestVector` a side. O(cells).
 */
export async function svgOf(matrix: PictureSource): Promise<string> {
  const { grid, rowLabels, columnLabels } = matrix;
  const vectors = Math.max(grid.rows, grid.columns) <= longestVector;
  const cell = Math.max(2, Math.min(40, 640 / Math.max(grid.rows, grid.columns)));
  const label = Math.min(longestLabel, longest([...rowLabels, ...columnLabels])) * letter;
  const upright = cell < label + 8;
  const left = margin + 18 + label + 6;
  const top = margin + 30 + 20 + (upright ? label : fontSize) + 6;
  const plot = { width: cell * grid.columns, height: cell * grid.rows };
  const width = Math.ceil(left + Math.max(plot.width, 320) + margin);
  const height = Math.ceil(top + plot.height + 76 + margin);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family='${sans}' font-size="${fontSize}" fill="#1b1d20">`,
    `<title>${xmlText(matrix.title)}</title>`,
    `<desc>${xmlText(matrix.caption)}</desc>`,
    `<metadata id="headwater-settings">${xmlText(JSON.stringify(matrix.settings))}</metadata>`,
    hatching,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${left}" y="${margin + 12}" font-size="15" font-weight="600">${xmlText(matrix.title)}</text>`,
    `<text x="${left}" y="${margin + 36}" fill="#585d64">takes from (keys) →</text>`,
    `<text transform="translate(${margin + 10} ${round(top)}) rotate(-90)" text-anchor="end" fill="#585d64">← position (queries)</text>`,
    `<g font-family='${mono}' fill="#585d64">`,
    ...rowTexts(matrix, { left, top, cell }),
    ...columnTexts(matrix, { left, top, cell, upright }),
    '</g>',
    `<g transform="translate(${round(left)} ${round(top)})">`,
    matrix.causal || matrix.gaps
      ? `<rect width="${round(plot.width)}" height="${round(plot.height)}" fill="url(#none)"/>`
      : '',
    ...(vectors ? cellsOf(matrix, cell) : [await rasterOf(matrix, cell)]),
    `<rect width="${round(plot.width)}" height="${round(plot.height)}" fill="none" stroke="#dad9d4"/>`,
    '</g>',
    ...legendOf(matrix, left, top + plot.height + 18, Math.max(plot.width, 320)),
    `<text x="${round(left)}" y="${round(top + plot.height + 70)}" fill="#585d64">${xmlText(matrix.caption)}</text>`,
    '</svg>',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

const hatching =
  '<defs><pattern id="none" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M0 6L6 0" stroke="#c9c8c3" fill="none"/></pattern></defs>';

interface Place {
  readonly left: number;
  readonly top: number;
  readonly cell: number;
}

function rowTexts({ rowLabels }: PictureSource, { left, top, cell }: Place): string[] {
  return every(cell, rowLabels).map(
    ([text, row]) =>
      `<text x="${round(left - 6)}" y="${round(top + (row + 0.5) * cell)}" dy="0.35em" text-anchor="end">${text}</text>`,
  );
}

function columnTexts(
  { columnLabels }: PictureSource,
  { left, top, cell, upright }: Place & { readonly upright: boolean },
): string[] {
  return every(upright ? cell : Number.POSITIVE_INFINITY, columnLabels).map(([text, column]) => {
    const x = round(left + (column + 0.5) * cell);
    return upright
      ? `<text transform="translate(${x} ${round(top - 6)}) rotate(-90)" dy="0.35em">${text}</text>`
      : `<text x="${x}" y="${round(top - 8)}" text-anchor="middle">${text}</text>`;
  });
}

/** Labels that have room, with their places. */
function every(cell: number, labels: readonly string[]): [string, number][] {
  const step = Math.max(1, Math.ceil((fontSize + 2) / cell));
  return labels.flatMap((label, at): [string, number][] => {
    if (at % step !== 0) return [];
    const letters = [...label];
    const short =
      letters.length > longestLabel ? [...letters.slice(0, longestLabel - 1), '…'] : letters;
    return [[xmlText(short.join('')), at]];
  });
}

/** Cells of one colour that lie side by side are one rectangle. */
function cellsOf({ grid, table, scale, causal }: PictureSource, cell: number): string[] {
  const { rows, columns, values } = grid;
  const entryAt = (value: number) => (Number.isNaN(value) ? -1 : entryOf(scale, value));
  const lines: string[] = [];
  for (let row = 0; row < rows; row += 1) {
    const end = causal ? Math.min(columns, row + 1) : columns;
    for (let column = 0; column < end; ) {
      const value = values[row * columns + column] ?? Number.NaN;
      const index = entryAt(value);
      let next = column + 1;
      while (next < end && entryAt(values[row * columns + next] ?? 0) === index) next += 1;
      if (index >= 0) {
        lines.push(
          `<rect x="${round(column * cell)}" y="${round(row * cell)}" width="${round((next - column) * cell)}" height="${round(cell)}" fill="${hex(table, index)}"/>`,
        );
      }
      column = next;
    }
  }
  return [`<g shape-rendering="crispEdges">`, ...lines, '</g>'];
}

/** The cells as a picture with one pixel each. */
async function rasterOf(matrix: PictureSource, cell: number): Promise<string> {
  const { grid, table, scale, causal } = matrix;
  const { rows, columns } = grid;
  const pixels = new Uint32Array(rows * columns);
  const all = { row0: 0, row1: rows, column0: 0, column1: columns };
  paintCells(grid, all, { table, ...scale, causal }, pixels);
  const png = base64(await pngOf(columns, rows, new Uint8Array(pixels.buffer)));
  return `<image href="data:image/png;base64,${png}" width="${round(columns * cell)}" height="${round(rows * cell)}" preserveAspectRatio="none" style="image-rendering:pixelated"/>`;
}

function legendOf({ table, scale }: PictureSource, x: number, y: number, width: number): string[] {
  const { range, thresholds } = scale;
  const [low, high] = range;
  // On an uneven scale the middle of the bar is the middle of the thresholds.
  const middle = thresholds?.[127] ?? (low + high) / 2;
  const stops = Array.from({ length: 17 }, (_, at) => {
    const share = at / 16;
    return `<stop offset="${share}" stop-color="${hex(table, Math.round(share * 255))}"/>`;
  });
  const number = (share: number, anchor: string, value: number) =>
    `<text x="${round(x + share * width)}" y="${round(y + 26)}" text-anchor="${anchor}" fill="#585d64">${formatValue(value)}</text>`;
  return [
    `<linearGradient id="scale">${stops.join('')}</linearGradient>`,
    `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="8" fill="url(#scale)"/>`,
    number(0, 'start', low),
    number(0.5, 'middle', middle),
    number(1, 'end', high),
  ];
}

function hex(table: ColourTable, index: number): string {
  return `#${tableColour(table, index)
    .map((channel) => channel.toString(16).padStart(2, '0'))
    .join('')}`;
}

function longest(labels: readonly string[]): number {
  return labels.reduce((length, label) => Math.max(length, label.length), 1);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Text as XML takes it, which has no place for control characters and halves of surrogate pairs. */
function xmlText(text: string): string {
  return escapeMarkup(text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '·'));
}
