import { type MatrixStack, matrixAt } from '#model/matrix';

/**
 * Matrices as a table for spreadsheets: one line for each row of each matrix, its layer (counted
 * from 0) and query before its values. The first line, after `#`, holds the settings. O(values).
 */
export function csvOf(
  stack: MatrixStack,
  labels: { readonly rows: readonly string[]; readonly keys: readonly string[] },
  settings: unknown,
): string {
  const lines = [`# ${JSON.stringify(settings)}`];
  lines.push(['layer', 'query', ...labels.keys].map(field).join(','));
  stack.layers.forEach((layer, place) => {
    const matrix = matrixAt(stack, place);
    for (let query = 0; query < stack.queries; query += 1) {
      const values = matrix.subarray(query * stack.keys, (query + 1) * stack.keys);
      lines.push(`${layer},${field(labels.rows[query] ?? '')},${values.join(',')}`);
    }
  });
  return `${lines.join('\n')}\n`;
}

/** RFC 4180: quotes around what holds a comma, a quote or a line end; quotes doubled. */
function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
