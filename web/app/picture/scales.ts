import type { ScaleSettings } from '#app/state/state';
import type { MatrixStack } from '#model/matrix';
import { placeOfLayer } from '#views/cells/rows';
import { type ColourScale, linearScale, logDecades, logScale, rowScale } from '#views/colour/scale';
import { maximaOf, minimaOf, ranksOf } from './derived';

/** The scales of one picture. */
export interface PictureScales {
  /** Everything there is in the matrix. */
  readonly axis: ColourScale;
  /** The matrix's colours: the axis, clamped where people clamped it. */
  readonly matrix: ColourScale;
  /** The one scale of all panels. */
  readonly panels: ColourScale;
  /** The scale of the chosen positions' row. */
  readonly row: ColourScale;
}

/** The scales of a layer's matrix and of some panels. `row` is what the chosen positions take. */
export function scalesOf(
  settings: ScaleSettings,
  stack: MatrixStack,
  layer: number,
  panelLayers: readonly number[],
  causal: boolean,
  row: ArrayLike<number>,
): PictureScales {
  const together = settings.shared ? [...new Set([layer, ...panelLayers])] : [layer];
  const axis = scaleOf(settings, stack, together, causal);
  const matrix = clamped(axis, settings.range);
  const panels = scaleOf(settings, stack, panelLayers, causal);
  return { axis, matrix, panels, row: axis.kind === 'row' ? rowsOwn(row) : matrix };
}

function scaleOf(
  { kind }: ScaleSettings,
  stack: MatrixStack,
  layers: readonly number[],
  causal: boolean,
): ColourScale {
  const places = layers.map((layer) => placeOfLayer(stack, layer));
  const maxima = maximaOf(stack);
  const largest = Math.max(...places.map((place) => maxima[place] ?? 0)) || 1;
  switch (kind) {
    case 'linear':
      return linearScale([0, largest]);
    case 'log':
      return logScale([logLow(stack, places, largest), largest]);
    case 'rank':
      return ranksOf(stack, places, causal);
    case 'row':
      return rowScale();
  }
}

/** The smallest value there is, but not more than some powers of ten below the largest. */
function logLow(stack: MatrixStack, places: readonly number[], largest: number): number {
  const minima = minimaOf(stack);
  const smallest = Math.min(...places.map((place) => minima[place] || largest));
  return Math.max(Math.min(smallest, largest / 10), largest / 10 ** logDecades);
}

function clamped(axis: ColourScale, range: ScaleSettings['range']): ColourScale {
  if (range === 'auto' || axis.kind === 'rank' || axis.kind === 'row') return axis;
  const [least, most] = axis.range;
  const low = Math.max(least, Math.min(range[0], most));
  const high = Math.max(low, Math.min(range[1], most));
  return axis.kind === 'log' ? logScale([low, high]) : linearScale([low, high]);
}

/** The scale of one row that is divided by its largest value. */
function rowsOwn(row: ArrayLike<number>): ColourScale {
  let largest = 0;
  for (let key = 0; key < row.length; key++) largest = Math.max(largest, row[key] || 0);
  return linearScale([0, largest || 1]);
}
