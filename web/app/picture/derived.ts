import { normaliseRows } from '#model/flow';
import type { HeadStack } from '#model/heads';
import { type MatrixStack, matrixAt } from '#model/matrix';
import { type Difference, differenceOf } from '#views/cells/difference';
import { type BlockKind, type Grid, pyramid } from '#views/cells/pyramid';
import { layerMaxima, layerMinima, rowsByLargest } from '#views/cells/rows';
import {
  type ColourMapName,
  type ColourTable,
  colourTable,
  differenceTable,
} from '#views/colour/colour-map';
import { type ColourScale, rankScale } from '#views/colour/scale';
import type { Theme } from '#views/colour/theme';
import type { HeadGridPicture, ThumbnailScale } from '#views/heads/head-grid';
import { type MatrixSums, matrixSums } from '#views/matrix/sums';
import { once, remember } from '#views/once';
import { strongestCells } from '#views/strongest';

/** So many values at most are sorted to rank all: every rank is right to less than one colour. */
const mostRanked = 2 ** 18;

/** A stack whose rows are divided by their sums, made once. */
export const rowSharesOf = once(normaliseRows);
/** Largest value of each matrix of a stack, found once. */
export const maximaOf = once(layerMaxima);
/** Smallest value above 0 of each matrix of a stack, found once. */
export const minimaOf = once(layerMinima);
const levelCache = once((_: MatrixStack): Map<string, readonly Grid[]> => new Map());
const headCache = once((_: HeadStack): Map<ThumbnailScale, HeadGridPicture> => new Map());
const differenceCache = once(
  (_: MatrixStack): Map<MatrixStack, Map<string, Difference>> => new Map(),
);
const strongestCache = once((_: MatrixStack): Map<string, readonly number[]> => new Map());
const rankCache = once((_: MatrixStack): Map<string, ColourScale> => new Map());
const sumsCache = once((_: MatrixStack): Map<number, MatrixSums> => new Map());
const tableCache = once((_: Theme): Map<string, ColourTable> => new Map());

/** How one matrix is prepared for drawing. */
export interface LevelChoice {
  readonly blocks: BlockKind;
  /** Every row is divided by its largest value. */
  readonly byRow: boolean;
  readonly causal: boolean;
}

/** One matrix of a stack with its coarser levels, made once. */
export function levelsOf(
  stack: MatrixStack,
  place: number,
  { blocks, byRow, causal }: LevelChoice,
): readonly Grid[] {
  return remember(levelCache(stack), `${place} ${blocks} ${byRow}`, () => {
    const grid = { rows: stack.queries, columns: stack.keys, values: matrixAt(stack, place) };
    return pyramid(byRow ? rowsByLargest(grid) : grid, blocks, causal);
  });
}

/** The ranks of all values of some matrices that exist, found once. */
export function ranksOf(
  stack: MatrixStack,
  places: readonly number[],
  causal: boolean,
): ColourScale {
  return remember(rankCache(stack), places.join(), () => {
    const size = stack.queries * stack.keys;
    const total = places.length * size;
    const count = Math.min(total, mostRanked);
    const values: number[] = [];
    for (let drawn = 0; drawn < count; drawn++) {
      // Where not all are taken: multiples of the golden ratio fall evenly and meet no pattern.
      const at = count === total ? drawn : Math.floor(((drawn * 0.6180339887498949) % 1) * total);
      const cell = at % size;
      const query = Math.floor(cell / stack.keys);
      const value = stack.values[(places[Math.floor(at / size)] ?? 0) * size + cell] as number;
      if (!(causal && cell % stack.keys > query) && !Number.isNaN(value)) values.push(value);
    }
    return rankScale(Float64Array.from(values).sort());
  });
}

/** Sums of the rows and columns of a stack's matrix, made once. */
export function sumsOf(stack: MatrixStack, place: number, causal: boolean): MatrixSums {
  return remember(sumsCache(stack), place, () => {
    const grid = { rows: stack.queries, columns: stack.keys, values: matrixAt(stack, place) };
    return matrixSums(grid, causal);
  });
}

/** What is drawn of all heads, made once. */
export function headGridOf(
  stack: HeadStack,
  table: ColourTable,
  scale: ThumbnailScale,
  causal: boolean,
): HeadGridPicture {
  const made = remember(headCache(stack), scale, () => ({ stack, table, scale, causal }));
  if (made.table === table) return made;
  headCache(stack).delete(scale);
  return headGridOf(stack, table, scale, causal);
}

/** The colours of differences in a theme, made once. */
export const differenceTableOf = once(differenceTable);

/** One matrix of a stack. */
export interface StackPlace {
  readonly stack: MatrixStack;
  readonly place: number;
}

/** What one matrix has more than another of the same shape, made once. */
export function differenceBetween(one: StackPlace, other: StackPlace, causal: boolean): Difference {
  const made = remember(differenceCache(one.stack), other.stack, () => new Map());
  return remember(made, `${one.place} ${other.place} ${causal}`, () =>
    differenceOf(
      matrixAt(one.stack, one.place),
      matrixAt(other.stack, other.place),
      { rows: one.stack.queries, columns: one.stack.keys },
      causal,
    ),
  );
}

/** Places of the largest values of a stack's matrix, found once. */
export function strongestOf(stack: MatrixStack, place: number, count: number): readonly number[] {
  return remember(strongestCache(stack), `${place} ${count}`, () =>
    strongestCells(matrixAt(stack, place), count),
  );
}

/** The table of a colour map in a theme, made once. */
export function tableOf(map: ColourMapName, theme: Theme): ColourTable {
  return remember(tableCache(theme), map, () => colourTable(map, theme));
}
