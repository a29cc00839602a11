import type { Opening } from '#app/input/opening';
import { linkOf, writeLink } from '#app/link/link';
import type { Picture } from '#app/picture/picture';
import type { State } from '#app/state/state';
import { plainInput } from '#engine/plain-input';
import type { Export, Need, Sources } from '#export/exports';
import { PageFileError } from '#export/page-file';
import { onlyLayers } from '#export/result-json';
import {
  type MatrixSource,
  type PageSource,
  type PictureSource,
  printed,
  settingsOf,
  titleOf,
} from '#export/sources';
import { colourTable } from '#views/colour/colour-map';

export { exportsFrom } from '#export/exports';

/** A file to save: its name and what is in it. */
export interface SharedFile {
  readonly name: string;
  readonly content: Blob;
}

/** What the page shows, as files are made from it. */
export interface Shown {
  readonly picture: Picture;
  readonly state: State;
  readonly opening: Opening;
  /** Numbers of all layers that were computed, not of the shown one alone. */
  readonly all: boolean;
}

const sources: { [Needs in Need]: (shown: Shown) => Sources[Needs] | Promise<Sources[Needs]> } = {
  matrices: matricesOf,
  picture: pictureOf,
  canvas: (shown) => ({ picture: pictureOf(shown), rasterise }),
  page: pageOf,
};

/** What is shown as a file. Rejects with `PageFileError` where the input cannot become a page. */
export async function fileOf<Needs extends Need>(
  { needs, ending, type, write }: Export<Needs>,
  shown: Shown,
): Promise<SharedFile> {
  const pieces = await write(await sources[needs](shown));
  const { input, method, layer } = shown.picture;
  const base = input.name.replace(/\.[a-z0-9.]+$/i, '').replace(/[^\p{L}\p{N}._-]+/gu, '-');
  const name = needs === 'page' ? base : `${base}-${method}-layer-${layer + 1}`;
  return { name: `${name}.${ending}`, content: new Blob([...pieces], { type }) };
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

function settingsOfShown({ picture, state }: Shown): Record<string, unknown> {
  const link = linkOf(state);
  return settingsOf({ ...picture, link: link === undefined ? '' : writeLink(link) });
}

function matricesOf(shown: Shown): MatrixSource {
  const { picture, all } = shown;
  const { stack, layer, info, rowLabels, keyLabels } = picture;
  return {
    stack: all ? stack : onlyLayers(stack, [layer]),
    tokens: info.tokens,
    labels: { rows: rowLabels, keys: keyLabels },
    settings: settingsOfShown(shown),
  };
}

function pictureOf(shown: Shown): PictureSource {
  const { matrix, caption } = shown.picture;
  const [grid] = matrix.levels;
  if (grid === undefined) throw new Error('there is no matrix');
  return {
    title: titleOf(shown.picture),
    caption,
    settings: settingsOfShown(shown),
    grid,
    table: colourTable(shown.state.settings.scale.map, printed),
    scale: { range: matrix.range, thresholds: matrix.thresholds },
    causal: matrix.causal,
    gaps: matrix.gaps ?? false,
    rowLabels: matrix.rowLabels,
    columnLabels: matrix.columnLabels,
  };
}

async function pageOf({ picture, state, opening }: Shown): Promise<PageSource> {
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
  // In the page, the input is what it begins with.
  const fragment = writeLink({ ...link, source: { kind: 'example' } });
  const title = `${titleOf(picture)} · Headwater`;
  return {
    template: await template.text(),
    facts: { title, name: picture.input.name, fragment },
    input: stream,
  };
}

async function rasterise(svg: string, scale: number): Promise<Uint8Array> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width * scale, image.height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
  } finally {
    URL.revokeObjectURL(url);
  }
}
