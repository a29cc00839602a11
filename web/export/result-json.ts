import { type MatrixStack, matrixAt, valueAt } from '#model/matrix';

/**
 * The JSON of a result, docs/command-line.md#results, in pieces of one row, because a stack of large
 * matrices is longer than the longest string. `extra` are further members, as JSON text.
 */
export function* resultJson(
  stack: MatrixStack,
  tokens: readonly string[],
  options: Readonly<Record<string, unknown>>,
  extra: readonly string[] = [],
): Generator<string> {
  yield `{"method":${JSON.stringify(stack.method)},"layers":${JSON.stringify(stack.layers)},`;
  yield `"tokens":${JSON.stringify(tokens)},"matrices":[`;
  for (const [index] of stack.layers.entries()) {
    yield index === 0 ? '[' : ',\n[';
    const matrix = matrixAt(stack, index);
    for (let query = 0; query < stack.queries; query += 1) {
      const row = matrix.subarray(query * stack.keys, (query + 1) * stack.keys);
      yield `${query === 0 ? '' : ',\n'}[${row.join(',')}]`;
    }
    yield ']';
  }
  yield `],"options":${JSON.stringify(options)}`;
  for (const member of extra) yield `,\n${member}`;
  yield '}\n';
}

/** The matrices of some of a stack's layers, in the precision that they have. */
export function onlyLayers(stack: MatrixStack, layers: readonly number[]): MatrixStack {
  const size = stack.queries * stack.keys;
  const places = new Map(stack.layers.map((layer, index) => [layer, index]));
  const length = layers.length * size;
  const exact = stack.values instanceof Float64Array;
  const values = exact ? new Float64Array(length) : new Float32Array(length);
  for (const [index, layer] of layers.entries()) {
    values.set(matrixAt(stack, places.get(layer) ?? -1), index * size);
  }
  return { ...stack, layers, values };
}

/** One row or one column of every matrix, or both; all of them where undefined. */
export function onlyCells(
  stack: MatrixStack,
  query: number | undefined,
  key: number | undefined,
): MatrixStack {
  if (query === undefined && key === undefined) return stack;
  const queries = query === undefined ? range(stack.queries) : [query];
  const keys = key === undefined ? range(stack.keys) : [key];
  const values = new Float64Array(stack.layers.length * queries.length * keys.length);
  let index = 0;
  for (const [layer] of stack.layers.entries()) {
    for (const row of queries) {
      for (const column of keys) {
        values[index] = valueAt(stack, layer, row, column);
        index += 1;
      }
    }
  }
  return { ...stack, queries: queries.length, keys: keys.length, values };
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
