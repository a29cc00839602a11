import { keptTokens, type LayerGraph } from './layer-graph';

const mostColumns = 64;
const gapWidth = 0.4;

/** Columns of a layer graph, in widths of a column from the left. */
export interface Columns {
  /** Tokens that have a column. */
  readonly columns: readonly number[];
  /** Middles of columns and of the gaps where tokens are left out. */
  readonly places: readonly number[];
  readonly gaps: readonly number[];
  /** Width of all together. */
  readonly units: number;
}

/**
 * As many columns as have room, 64 at most, but all that a shown path needs. `room` is the number of
 * columns that fit side by side. O(room · tokens on paths).
 */
export function columnsFor(graph: LayerGraph, room: number): Columns {
  const fewest = keptTokens(graph, 0).length;
  for (let count = Math.min(mostColumns, Math.floor(room)); ; count--) {
    const placed = placeColumns(keptTokens(graph, count), graph.tokens);
    if (placed.units <= room || placed.columns.length <= fewest) return placed;
  }
}

/** Columns side by side, with a gap where tokens are left out. */
function placeColumns(columns: readonly number[], tokens: number): Columns {
  const places: number[] = [];
  const gaps: number[] = [];
  let units = 0;
  for (const [index, token] of [...columns, tokens].entries()) {
    if (token > (columns[index - 1] ?? -1) + 1) {
      gaps.push(units + gapWidth / 2);
      units += gapWidth;
    }
    if (token === tokens) break;
    places.push(units + 0.5);
    units += 1;
  }
  return { columns, places, gaps, units };
}
