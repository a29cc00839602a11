import { type MatrixStack, matrixAt } from '#model/matrix';
import { csvText } from '#views/csv';
import type { Labels } from '#views/text/labels';

/**
 * Matrices as a table for spreadsheets: one line for each row of each matrix, its layer (counted
 * from 0) and query before its values. The first line, after `#`, holds the settings. Line by line; O(values).
 */
export function* csvOf(stack: MatrixStack, labels: Labels, settings: unknown): Generator<string> {
  yield `# ${inOneCell(settings)}\n`;
  yield `${['layer', 'query', ...labels.keys].map(csvText).join(',')}\n`;
  for (const [place, layer] of stack.layers.entries()) {
    const matrix = matrixAt(stack, place);
    for (let query = 0; query < stack.queries; query += 1) {
      const values = matrix.subarray(query * stack.keys, (query + 1) * stack.keys);
      yield `${layer},${csvText(labels.rows[query] ?? '')},${values.join(',')}\n`;
    }
  }
}

/** JSON whose texts hold nothing that separates cells, so that no text begins a cell. */
function inOneCell(settings: unknown): string {
  const escaped = (text: string) => text.replaceAll(',', '\\u002c').replaceAll(';', '\\u003b');
  return JSON.stringify(settings).replace(/"(?:[^"\\]|\\.)*"/g, escaped);
}
