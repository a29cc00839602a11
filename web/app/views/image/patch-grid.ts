import type { OpenInput, Settings } from '#app/state/state';
import type { AttentionInfo } from '#model/attention';
import { type PatchGrid, squareGrid } from '#views/image/layout';

/** Positions of patches rather than words: `17`, `p3,4`, `patch 12`. */
const patchToken = /^(p|patch)?[\s_]*\d+([,_\sx]+\d+)?$/i;

/** Whether an input may be that of a vision transformer. */
export function seesPatches({ info }: Pick<OpenInput, 'info'>): boolean {
  if (info.image !== undefined) return true;
  const grid = info.causal || info.queries !== info.keys ? undefined : squareGrid(info.keys);
  return (
    grid !== undefined && info.tokens.slice(grid.prefix).every((token) => patchToken.test(token))
  );
}

/** The grid that is shown: as set, else as the file says, else a square. */
export function gridOf({ image }: Pick<Settings, 'image'>, info: AttentionInfo): PatchGrid {
  if (image.grid !== 'auto') {
    const [rows, columns, prefix] = image.grid;
    return { rows, columns, prefix };
  }
  if (info.image !== undefined) {
    const [rows, columns] = info.image.grid;
    return { rows, columns, prefix: info.image.prefixTokens };
  }
  return squareGrid(info.keys) ?? { rows: 1, columns: info.keys, prefix: 0 };
}
