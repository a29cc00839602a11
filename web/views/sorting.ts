/** A column that a table can be sorted by: text or numbers. */
export type SortValues = readonly string[] | Float64Array;

/**
 * Positions in the order of their values; the same values keep the order of their positions, and
 * what is not a number comes last either way. O(n log n).
 */
export function sortedPositions(values: SortValues, descending: boolean): number[] {
  const sign = descending ? -1 : 1;
  const positions = Array.from({ length: values.length }, (_, position) => position);
  return positions.sort((one, other) => compare(values[one], values[other], sign) || one - other);
}

/** Made once: a comparison of its own for each pair took ten times as long. */
const collator = new Intl.Collator();

function compare(
  one: string | number | undefined,
  other: string | number | undefined,
  sign: number,
): number {
  if (typeof one === 'string' && typeof other === 'string')
    return sign * collator.compare(one, other);
  if (typeof one !== 'number' || typeof other !== 'number') return 0;
  if (Number.isNaN(one) || Number.isNaN(other))
    return Number(Number.isNaN(one)) - Number(Number.isNaN(other));
  return sign * (one - other);
}
