import { type MatrixStack, matrixAt } from '#model/matrix';

/**
 * The JSON of a result, spec.md section 10, in pieces of one row, because a stack of large matrices
 * is longer than the longest string.
 */
export function* resultJson(
  stack: MatrixStack,
  tokens: readonly string[],
  options: Readonly<Record<string, unknown>>,
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
  yield `],"options":${JSON.stringify(options)}}\n`;
}

/** The matrices of some of a stack's layers. */
export function onlyLayers(stack: MatrixStack, layers: readonly number[]): MatrixStack {
  const size = stack.queries * stack.keys;
  const values = new Float64Array(layers.length * size);
  for (const [index, layer] of layers.entries()) {
    values.set(matrixAt(stack, stack.layers.indexOf(layer)), index * size);
  }
  return { ...stack, layers, values };
}
