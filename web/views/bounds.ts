/**
 * So many entries of a list are laid out at once: layers, panels, tokens, samples. A file of a few
 * bytes can have hundreds of thousands of them.
 */
export const mostListed = 128;

/** A part of a list, the end not included. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/** The part of `count` entries that is laid out: all, or `most` with entry `at` in their middle. */
export function partAround(at: number, count: number, most = mostListed): Part {
  const from = Math.max(0, Math.min(at - (most >> 1), count - most));
  return { from, to: Math.min(count, from + most) };
}

/** Every which of `count` entries is named, so that at most `most` are. */
export function strideOf(count: number, most = mostListed): number {
  return Math.max(1, Math.ceil(count / most));
}

/** The largest of each of at most `most` groups of as many neighbours. O(values). */
export function largestOfGroups(values: readonly number[], most = mostListed): number[] {
  const size = strideOf(values.length, most);
  if (size === 1) return [...values];
  const groups = new Array<number>(Math.ceil(values.length / size)).fill(0);
  values.forEach((value, place) => {
    const group = Math.floor(place / size);
    groups[group] = Math.max(groups[group] ?? 0, value || 0);
  });
  return groups;
}

/**
 * Places, ascending, that draw the line of all values on so many columns of pixels: where several
 * fall on a column, its smallest and its largest. O(values).
 */
export function linePlaces(values: readonly number[], columns: number): number[] {
  const size = strideOf(values.length, Math.max(1, columns));
  if (size < 3) return values.map((_, place) => place);
  const places: number[] = [];
  for (let from = 0; from < values.length; from += size) {
    let [least, most] = [from, from];
    for (let at = from + 1; at < Math.min(values.length, from + size); at++) {
      const value = values[at] as number;
      if (value < (values[least] as number) || Number.isNaN(values[least])) least = at;
      if (value > (values[most] as number) || Number.isNaN(values[most])) most = at;
    }
    places.push(Math.min(least, most));
    if (least !== most) places.push(Math.max(least, most));
  }
  return places;
}
