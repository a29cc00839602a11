import type { Picture } from '#app/picture/picture';
import { methodChoices } from '#app/state/methods';
import type { Reading } from '#element/matrix/reading';
import { valueAt } from '#model/matrix';
import type { Cell } from '#views/matrix/layout';
import { formatValue } from '#views/words/format';

/** What is under the pointer: the methods' numbers, and the shown one for the legend. */
export interface HoverReading {
  readonly readings: readonly Reading[];
  readonly value: number | undefined;
}

/** Reads the cell under the pointer. O(methods). */
export function readHover(
  { input, info, layer, method, matrix, results }: Picture,
  { query, key }: Cell,
): HoverReading {
  if (info.causal && key > query) {
    const name = 'comes later: it cannot be seen';
    return { readings: [{ name, text: '', current: false }], value: undefined };
  }
  const [shown] = matrix.levels;
  const readings = methodChoices.flatMap((choice) => {
    const result = results[choice.method];
    if (result === undefined || result.input !== input) return [];
    const place = result.stack.layers.indexOf(layer);
    if (place < 0) return [];
    const text = formatValue(valueAt(result.stack, place, query, key));
    return [{ name: choice.method, text, current: choice.method === method }];
  });
  return { readings, value: shown?.values[query * shown.columns + key] };
}
