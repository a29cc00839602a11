import { methodChoices } from '#app/state/methods';
import type { Settings } from '#app/state/state';
import type { Method } from '#model/matrix';
import { combinedRow } from '#views/cells/rows';
import {
  type ColourScale,
  linearScale,
  logDecades,
  logScale,
  rankScale,
} from '#views/colour/scale';
import type { Picture } from './picture';

/** What the chosen positions take from each key by one method, in the shown layer. */
export interface MethodRow {
  readonly method: Method;
  readonly label: string;
  /** Undefined where the method has no result, or none in this layer. */
  readonly values: Float64Array | undefined;
}

/** The chosen positions' rows by every method, in the order of the methods. O(positions · keys). */
export function methodRows(
  { results, input, layer, queries }: Picture,
  { together }: Pick<Settings, 'together'>,
): readonly MethodRow[] {
  return methodChoices.map(({ method, label }) => {
    const result = results[method];
    const place = result?.input === input ? result.stack.layers.indexOf(layer) : -1;
    if (result === undefined || place < 0) return { method, label, values: undefined };
    return { method, label, values: combinedRow(result.stack, place, queries, together) };
  });
}

/** The colours of one row on its own: from 0 to its largest value, as the settings scale values. */
export function scaleOfRow(
  values: Float64Array,
  { scale: { kind } }: Pick<Settings, 'scale'>,
): ColourScale {
  const existing = values.filter((value) => !Number.isNaN(value)).sort();
  const largest = existing.at(-1) || 1;
  if (kind === 'log') return logScale([largest / 10 ** logDecades, largest]);
  if (kind === 'rank') return rankScale(existing);
  return linearScale([0, largest]);
}
