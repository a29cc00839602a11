/** Every head of every layer made small: the largest weight of each block of its matrix. */
export interface HeadStack {
  readonly layers: number;
  readonly heads: number;
  /** Blocks of a matrix; no more than its queries and keys. */
  readonly rows: number;
  readonly columns: number;
  /** `[layer][head][row][column]`, row-major. */
  readonly values: Float32Array;
}

/** The small matrix of one head, without copying. */
export function headAt(stack: HeadStack, layer: number, head: number): Float32Array {
  const size = stack.rows * stack.columns;
  const begin = (layer * stack.heads + head) * size;
  return stack.values.subarray(begin, begin + size);
}
