import type { Method } from '#model/matrix';
import { methods } from '#model/vocabulary/kinds';
import type { Shard } from './evaluation-json';

/** A shard as `evaluate` wrote it, every number in its place; undefined for any other text. O(text). */
export function parsedShard(text: string): Shard | undefined {
  try {
    const found: unknown = JSON.parse(text);
    // What is nested too deeply to be written again is none either.
    JSON.stringify(found);
    return isShard(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

function isShard(found: unknown): found is Shard {
  if (!isObject(found) || !isList(found['shard'], isCount) || !isObject(found['options'])) {
    return false;
  }
  const [place = 0, count = 0, ...more] = found['shard'];
  const { total, layers, indices, correlations, options } = found;
  if (!isCount(total) || !isCount(layers) || !isObject(correlations)) return false;
  if (place < 1 || place > count || more.length > 0 || !isList(indices, isCount)) return false;
  const { methods: chosen } = options;
  return (
    // Every K-th sample from its own on, and all of them: then the shards together have each once.
    indices.every((sample, row) => sample === place - 1 + row * count) &&
    indices.length === Math.ceil(Math.max(0, total - (place - 1)) / count) &&
    isList(chosen, isMethod) &&
    new Set(chosen).size === chosen.length &&
    chosen.every((method) => {
      const rows = correlations[method];
      // Of no samples there are no layers, and no correlations.
      if (indices.length === 0) return rows === undefined && layers === 0;
      return isList(rows, isRow(layers)) && rows.length === indices.length;
    })
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList<Item>(value: unknown, is: (item: unknown) => item is Item): value is Item[] {
  return Array.isArray(value) && value.every(is);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isMethod(value: unknown): value is Method {
  return methods.some((method) => method === value);
}

function isRow(layers: number) {
  return (value: unknown): value is (number | null)[] =>
    Array.isArray(value) && value.length === layers && value.every(isCorrelation);
}

/** From -1 to 1 but for rounding; null where it is undefined. */
function isCorrelation(value: unknown): value is number | null {
  return value === null || (typeof value === 'number' && Math.abs(value) <= 1 + 1e-9);
}
