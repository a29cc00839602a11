/**
 * Places of the `count` largest of some values that are above 0, ascending; of equal values the
 * first. What is not a number is not among them. O(values · log values).
 */
export function strongestCells(values: ArrayLike<number>, count: number): number[] {
  const sorted = Float64Array.from(values, (value) => value || 0).sort();
  const least = sorted[Math.max(0, sorted.length - count)] ?? 0;
  const above = sorted.reduce((more, value) => more + (value > least ? 1 : 0), 0);
  const cells: number[] = [];
  let equal = Math.min(count, sorted.length) - above;
  for (let cell = 0; cell < values.length; cell++) {
    const value = values[cell] as number;
    if (value > 0 && (value > least || (value === least && equal-- > 0))) cells.push(cell);
  }
  return cells;
}
