import { type MatrixStack, matrixAt } from '#model/matrix';
import { csvText } from '#views/csv';

/**
 * Matrices as a table for spreadsheets: one line for each row of each matrix, its layer (counted
 * from 0) and query before its values. The first line, after `#`, holds the settings. O(values).
 */
export function csvOf(
  stack: MatrixStack,
  labels: { readonly rows: readonly string[]; readonly keys: readonly string[] },
  settings: unknown,
): string {
  const lines = [`# ${inOneCell(settings)}`];
  lines.push(['layer', 'query', ...labels.keys].map(csvText).join(','));
  stack.layers.forEach((layer, place) => {
    const matrix = matrixAt(stack, place);
    for (let query = 0; query < stack.queries; query += 1) {
      const values = matrix.subarray(query * stack.keys, (query + 1) * stack.keys);
      lines.push(`${layer},${csvText(labels.rows[query] ?? '')},${values.join(',')}`);
    }
  });
  return `${lines.join('\n')}\n`;
}

/** JSON whose texts hold nothing that separates cells, so that no text begins a cell. */
function inOneCell(settings: unknown): string {
  const escaped = (text: string) => text.replaceAll(',', '\\u002c').replaceAll(';', '\\u003b');
  return JSON.stringify(settings).replace(/"(?:[^"\\]|\\.)*"/g, escaped);
}
