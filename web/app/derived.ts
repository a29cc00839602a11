import type { AttentionInfo } from '#model/attention';
import { normaliseRows } from '#model/flow';
import { type MatrixStack, matrixAt } from '#model/matrix';
import { type ColourMapName, type ColourTable, colourTable } from '#views/colour-map';
import { histogram } from '#views/histogram';
import { type Grid, maxPyramid } from '#views/pyramid';
import { layerMaxima } from '#views/rows';
import type { Theme } from '#views/theme';
import { tokenLabels } from '#views/tokens';

const legendBins = 64;

/** What rows and columns of an input are called. */
export interface Labels {
  readonly rows: readonly string[];
  readonly keys: readonly string[];
}

/** One value for each key object, made when first asked for and dropped with the key. */
function once<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new WeakMap<Key, Value>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

/** Labels of an input, made once. */
export const labelsOf = once(
  (info: AttentionInfo): Labels => ({
    rows: tokenLabels(info.queryTokens),
    keys: tokenLabels(info.tokens),
  }),
);
/** A stack whose rows are divided by their sums, made once. */
export const rowSharesOf = once(normaliseRows);
/** Largest value of each matrix of a stack, found once. */
export const maximaOf = once(layerMaxima);
const levelCache = once((_: MatrixStack): Map<number, readonly Grid[]> => new Map());
const countCache = once((_: readonly Grid[]): Map<string, Uint32Array> => new Map());
const tableCache = once((_: Theme): Map<string, ColourTable> => new Map());

/** One matrix of a stack with its coarser levels, made once. */
export function levelsOf(stack: MatrixStack, place: number): readonly Grid[] {
  const { queries: rows, keys: columns } = stack;
  return remember(levelCache(stack), place, () =>
    maxPyramid({ rows, columns, values: matrixAt(stack, place) }),
  );
}

/** Histogram of a matrix, made once for each extent. */
export function countsOf(
  levels: readonly Grid[],
  extent: readonly [number, number],
  causal: boolean,
): Uint32Array {
  return remember(countCache(levels), String(extent), () => {
    const [grid] = levels;
    return grid === undefined
      ? new Uint32Array(legendBins)
      : histogram(grid, extent, legendBins, causal);
  });
}

/** The table of a colour map in a theme, made once. */
export function tableOf(map: ColourMapName, theme: Theme): ColourTable {
  return remember(tableCache(theme), map, () => colourTable(map, theme));
}

function remember<Key, Value>(cache: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const value = make();
  cache.set(key, value);
  return value;
}
