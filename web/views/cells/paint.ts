import type { ColourTable } from '#views/colour/colour-map';
import { type ColourScale, countBelow } from '#views/colour/scale';
import type { Grid } from './pyramid';

/** Rows and columns of a grid, the ends not included. */
export interface CellWindow {
  readonly row0: number;
  readonly row1: number;
  readonly column0: number;
  readonly column1: number;
}

export interface PaintOptions extends Pick<ColourScale, 'range' | 'thresholds'> {
  readonly table: ColourTable;
  /** Cells right of the diagonal do not exist. */
  readonly causal: boolean;
}

/**
 * Colours of a window's cells, row-major, one pixel a cell. Cells that do not exist (above the
 * diagonal of a causal matrix, not a number) stay transparent: what lies below, a hatching, shows
 * through. `out` holds at least the window's cells.
 */
export function paintCells(
  grid: Grid,
  window: CellWindow,
  { table, range, thresholds, causal }: PaintOptions,
  out: Uint32Array,
): void {
  const [low, high] = range;
  const scale = high > low ? 256 / (high - low) : 0;
  const { columns, values } = grid;
  let pixel = 0;
  for (let row = window.row0; row < window.row1; row++) {
    const start = row * columns;
    for (let column = window.column0; column < window.column1; column++) {
      const value = values[start + column] as number;
      if ((causal && column > row) || Number.isNaN(value)) {
        out[pixel++] = 0;
        continue;
      }
      if (thresholds !== undefined) {
        out[pixel++] = table[countBelow(thresholds, value)] as number;
        continue;
      }
      const index = (value - low) * scale;
      out[pixel++] = table[index >= 255 ? 255 : index > 0 ? index | 0 : 0] as number;
    }
  }
}
