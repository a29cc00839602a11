import { csvOf } from './csv';
import { svgOf } from './matrix-svg';
import { npyOf } from './npy';
import { pageFile } from './page-file';
import { withText } from './png';
import { resultJson } from './result-json';
import type { CanvasSource, MatrixSource, PageSource, PictureSource } from './sources';

/** A file in parts, because a stack of large matrices is longer than the longest string. */
export type Pieces = Iterable<string | Uint8Array<ArrayBuffer>>;

/** What an export can be made from; a canvas is there in browsers only. */
export interface Sources {
  readonly matrices: MatrixSource;
  readonly picture: PictureSource;
  readonly canvas: CanvasSource;
  readonly page: PageSource;
}

export type Need = keyof Sources;

/** One kind of file that leaves the program. */
export interface Export<Needs extends Need> {
  /** What the command line calls it. */
  readonly name: string;
  /** What the page calls it. */
  readonly label: string;
  /** How names of such files end, behind the dot. */
  readonly ending: string;
  /** Its media type. */
  readonly type: string;
  readonly needs: Needs;
  /** Rejects with `PageFileError` where the input cannot become a page. O(bytes written). */
  write(from: Sources[Needs]): Pieces | Promise<Pieces>;
}

/**
 * Every kind of file, in the order in which it is offered: by the page where it has what the file is
 * made from, by the command line (`--format`, and by the ending of `-o`) where that is matrices or
 * their picture. The command line's default is the first.
 */
export const exports: readonly { [Needs in Need]: Export<Needs> }[Need][] = [
  {
    name: 'json',
    label: 'JSON',
    ending: 'json',
    type: 'application/json',
    needs: 'matrices',
    write: ({ stack, tokens, settings, extra }) => resultJson(stack, tokens, settings, extra),
  },
  {
    name: 'csv',
    label: 'CSV',
    ending: 'csv',
    type: 'text/csv',
    needs: 'matrices',
    write: ({ stack, labels, settings }) => csvOf(stack, labels, settings),
  },
  {
    name: 'npy',
    label: '.npy',
    ending: 'npy',
    type: 'application/octet-stream',
    needs: 'matrices',
    write: ({ stack, settings }) => npyOf(stack, settings),
  },
  ...[1, 2, 4].map(pngTimes),
  {
    name: 'svg',
    label: 'SVG',
    ending: 'svg',
    type: 'image/svg+xml',
    needs: 'picture',
    write: async (picture) => [await svgOf(picture)],
  },
  {
    name: 'html',
    label: 'Save as web page',
    ending: 'html',
    type: 'text/html',
    needs: 'page',
    write: async ({ template, facts, input }) => [await pageFile(template, facts, input)],
  },
];

/** Those that are made from one of some things. */
export function exportsFrom<Needs extends Need>(...needs: readonly Needs[]): Export<Needs>[] {
  const made = exports.filter((one) => (needs as readonly Need[]).includes(one.needs));
  return made as readonly Export<Need>[] as Export<Needs>[];
}

/** The picture with `scale` pixels for each of its units. */
function pngTimes(scale: number): Export<'canvas'> {
  return {
    name: `png${scale}`,
    label: `PNG ${scale}×`,
    ending: scale === 1 ? 'png' : `${scale}x.png`,
    type: 'image/png',
    needs: 'canvas',
    write: async ({ picture, rasterise }) => {
      const png = await rasterise(await svgOf(picture), scale);
      return [withText(png, 'Headwater', JSON.stringify(picture.settings))];
    },
  };
}
