/**
 * Layers as people write them, counted from 1: `1-4, 8` for layers 0 to 3 and 7. Nothing, or all of
 * `layers` layers, is the empty list, which stands for all. Undefined for what names no layers, or
 * layers that are not there. O(text + layers).
 */
export function parseLayerRanges(text: string, layers: number): readonly number[] | undefined {
  const chosen = new Set<number>();
  for (const part of text.split(/[,;\s]+/).filter((part) => part !== '')) {
    const match = /^(\d+)(?:[-–](\d+))?$/.exec(part);
    if (match === null) return undefined;
    const first = Number(match[1]);
    const last = Number(match[2] ?? match[1]);
    if (first < 1 || last > layers || first > last) return undefined;
    for (let layer = first; layer <= last; layer++) chosen.add(layer - 1);
  }
  return chosen.size === layers ? [] : [...chosen].sort((a, b) => a - b);
}

/** The same as text: runs of three and more as `1-4`. `layers` ascending, counted from 0. */
export function formatLayerRanges(layers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const layer of layers) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === layer - 1) run[1] = layer;
    else runs.push([layer, layer]);
  }
  return runs
    .map(([first, last]) => {
      if (first === last) return `${first + 1}`;
      return `${first + 1}${last === first + 1 ? ', ' : '-'}${last + 1}`;
    })
    .join(', ');
}
