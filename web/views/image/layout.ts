import type { Rect } from '#views/cells/rect';
import { formatCount } from '#views/words/format';

/** How the tokens of a vision transformer cover its image: patches row by row after some tokens. */
export interface PatchGrid {
  readonly rows: number;
  readonly columns: number;
  /** Tokens before the first patch, such as `[CLS]`. */
  readonly prefix: number;
}

/** A grid laid over a picture of this size. */
export interface PatchLayout extends PatchGrid {
  readonly width: number;
  readonly height: number;
}

/** Most tokens before the patches: a class token, a distillation token and four registers. */
const mostPrefix = 6;

/** Why a grid does not fit a number of tokens; undefined where it does. */
export function gridRefusal(
  { rows, columns, prefix }: PatchGrid,
  tokens: number,
): string | undefined {
  const needed = prefix + rows * columns;
  if (needed === tokens) return undefined;
  const before = formatCount(prefix, 'token');
  return `${rows} × ${columns} patches with ${before} before them make ${needed}, but there are ${tokens} tokens: change the grid or the number of tokens before it.`;
}

/** The square grid that some tokens leave when as few as possible come before it, if there is one. */
export function squareGrid(tokens: number): PatchGrid | undefined {
  for (let prefix = 0; prefix <= Math.min(mostPrefix, tokens - 4); prefix++) {
    const side = Math.round(Math.sqrt(tokens - prefix));
    if (side * side === tokens - prefix) return { rows: side, columns: side, prefix };
  }
  return undefined;
}

/** Where the patch of a token lies; undefined for tokens that are no patch. */
export function patchRect(layout: PatchLayout, token: number): Rect | undefined {
  const { rows, columns, prefix, width, height } = layout;
  const patch = token - prefix;
  if (patch < 0 || patch >= rows * columns) return undefined;
  const [across, down] = [width / columns, height / rows];
  const column = patch % columns;
  return { x: column * across, y: Math.floor(patch / columns) * down, width: across, height: down };
}

/** The token whose patch lies at a place; undefined outside the picture. */
export function patchAt(layout: PatchLayout, x: number, y: number): number | undefined {
  const { rows, columns, prefix, width, height } = layout;
  const column = Math.floor((x / width) * columns);
  const row = Math.floor((y / height) * rows);
  const inside = column >= 0 && column < columns && row >= 0 && row < rows;
  return inside ? prefix + row * columns + column : undefined;
}

/** The token that a key moves to from another: over the patches and the tokens before them. */
export function movedPatch(
  { rows, columns, prefix }: PatchGrid,
  token: number,
  key: string,
): number | undefined {
  const last = prefix + rows * columns - 1;
  const patch = token >= prefix;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, token - 1);
    case 'ArrowRight':
      return Math.min(last, token + 1);
    case 'ArrowUp':
      if (!patch) return token;
      return token - columns >= prefix ? token - columns : Math.max(0, prefix - 1);
    case 'ArrowDown':
      if (!patch) return prefix;
      return token + columns <= last ? token + columns : token;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
