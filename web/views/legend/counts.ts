import type { Grid } from '#views/cells/pyramid';
import { histogram } from '#views/charts/histogram';
import type { ColourScale } from '#views/colour/scale';
import { once, remember } from '#views/once';

const legendBins = 64;
const countCache = once((_: readonly Grid[]): Map<string, Uint32Array> => new Map());

/** Histogram of a matrix over a scale, made once. */
export function countsOf(
  levels: readonly Grid[],
  scale: ColourScale,
  causal: boolean,
): Uint32Array {
  return remember(countCache(levels), `${scale.kind} ${scale.range}`, () => {
    const [grid] = levels;
    return grid === undefined
      ? new Uint32Array(legendBins)
      : histogram(grid, scale, legendBins, causal);
  });
}
