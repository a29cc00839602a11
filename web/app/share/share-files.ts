import type { Opening } from '#app/input/opening';
import { linkOf, writeLink } from '#app/link/link';
import type { Picture } from '#app/picture/picture';
import type { State } from '#app/state/state';
import { plainInput } from '#engine/plain-input';
import { csvOf } from '#export/csv';
import { longestVector, matrixSvg } from '#export/matrix-svg';
import { npyOf } from '#export/npy';
import { PageFileError, pageFile } from '#export/page-file';
import { withText } from '#export/png-text';
import { resultJson } from '#export/result-json';
import { type MatrixStack, matrixAt } from '#model/matrix';
import { paintCells } from '#views/cells/paint';
import type { Grid } from '#views/cells/pyramid';
import { colourTable } from '#views/colour/colour-map';
import type { Theme } from '#views/colour/theme';

/** A file to save: its name and what is in it. */
export interface SharedFile {
  readonly name: string;
  readonly content: Blob;
}

/** Colours of pictures for papers: always on white. */
const printed: Theme = {
  ink: '#1b1d20',
  ink2: '#585d64',
  paper: '#ffffff',
  paper2: '#f1f1ee',
  line: '#dad9d4',
  accent: '#c8145f',
  font: 'system-ui, sans-serif',
  mono: 'monospace',
};

/** What a file was made with, written into it. */
export function settingsOf(picture: Picture, state: State): Record<string, unknown> {
  const { info, method, options, layer, input, caption } = picture;
  const link = linkOf(state);
  return {
    program: 'Headwater',
    model: info.model,
    input: input.name,
    method,
    layer,
    options,
    choice: input.choice,
    caption,
    link: link === undefined ? '' : writeLink(link),
  };
}

/** The matrix that is shown, as SVG. */
export async function svgFile(picture: Picture, state: State): Promise<SharedFile> {
  const { matrix, info, input, caption } = picture;
  const [grid] = matrix.levels;
  if (grid === undefined) throw new Error('there is no matrix');
  const table = colourTable(state.settings.scale.map, printed);
  const wide = Math.max(grid.rows, grid.columns) > longestVector;
  const text = matrixSvg({
    title: info.model === '' ? input.name : info.model,
    caption,
    settings: settingsOf(picture, state),
    grid,
    table,
    scale: { range: matrix.range, thresholds: matrix.thresholds },
    causal: matrix.causal,
    gaps: matrix.gaps ?? false,
    rowLabels: matrix.rowLabels,
    columnLabels: matrix.columnLabels,
    raster: wide ? await rasterOf(grid, { ...matrix, table }) : undefined,
  });
  return file(picture, 'svg', new Blob([text], { type: 'image/svg+xml' }));
}

/** The same as PNG, `scale` device pixels for each of its units. */
export async function pngFile(picture: Picture, state: State, scale: number): Promise<SharedFile> {
  const { content } = await svgFile(picture, state);
  const url = URL.createObjectURL(content);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width * scale, image.height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const png = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
    const settings = JSON.stringify(settingsOf(picture, state));
    const blob = new Blob([withText(png, 'Headwater', settings)], { type: 'image/png' });
    return file(picture, scale === 1 ? 'png' : `${scale}x.png`, blob);
  } finally {
    URL.revokeObjectURL(url);
  }
}

export type NumberFormat = 'csv' | 'json' | 'npy';

/** The numbers of the shown layer, or of all layers that were computed. */
export function numbersFile(
  picture: Picture,
  state: State,
  format: NumberFormat,
  all: boolean,
): SharedFile {
  const stack = all ? picture.stack : onlyLayer(picture.stack, picture.layer);
  const settings = settingsOf(picture, state);
  const labels = { rows: picture.rowLabels, keys: picture.keyLabels };
  switch (format) {
    case 'csv':
      return file(picture, 'csv', new Blob([csvOf(stack, labels, settings)], { type: 'text/csv' }));
    case 'json': {
      const text = resultJson(stack, picture.info.tokens, settings);
      return file(picture, 'json', new Blob([...text], { type: 'application/json' }));
    }
    case 'npy':
      return file(picture, 'npy', npyOf(stack, settings));
  }
}

/** The explorer and its input as one page. Rejects with `PageFileError` where that is too large. */
export async function pageFileOf(
  picture: Picture,
  state: State,
  opening: Opening,
): Promise<SharedFile> {
  const [content, ...more] = opening.contents();
  const link = linkOf(state);
  if (content === undefined || link === undefined) throw new Error('nothing is open');
  if (more.length > 0) {
    throw new PageFileError('Several files are open, and a page carries one: open one file alone.');
  }
  const { stream, readers } = await plainInput(content);
  const address = new URL(`page-${readers}.txt`, document.baseURI);
  const template = await fetch(address);
  if (!template.ok) {
    throw new PageFileError(
      `${address.href} could not be fetched (${template.status}). Put all files of the program on the server again, and reload the page.`,
    );
  }
  const { info, input } = picture;
  const title = `${info.model === '' ? input.name : info.model} · Headwater`;
  // In the page, the input is what it begins with.
  const fragment = writeLink({ ...link, source: { kind: 'example' } });
  const page = await pageFile(await template.text(), { title, name: input.name, fragment }, stream);
  return file(picture, 'html', new Blob([page], { type: 'text/html' }));
}

/** Hands a file to the browser's downloads. */
export function save({ name, content }: SharedFile): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The download has begun by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function onlyLayer(stack: MatrixStack, layer: number): MatrixStack {
  const place = Math.max(0, stack.layers.indexOf(layer));
  return { ...stack, layers: [stack.layers[place] ?? layer], values: matrixAt(stack, place) };
}

function file({ input, method, layer }: Picture, ending: string, content: Blob): SharedFile {
  const base = input.name.replace(/\.[a-z0-9.]+$/i, '').replace(/[^\p{L}\p{N}._-]+/gu, '-');
  const name = ending === 'html' ? base : `${base}-${method}-layer-${layer + 1}`;
  return { name: `${name}.${ending}`, content };
}

async function rasterOf(grid: Grid, paint: Picture['matrix']): Promise<string> {
  const image = new ImageData(grid.columns, grid.rows);
  const all = { row0: 0, row1: grid.rows, column0: 0, column1: grid.columns };
  paintCells(grid, all, paint, new Uint32Array(image.data.buffer));
  const canvas = new OffscreenCanvas(grid.columns, grid.rows);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
  let letters = '';
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return `data:image/png;base64,${btoa(letters)}`;
}
