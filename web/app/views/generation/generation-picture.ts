import { filterOf, type GenerationChoice } from '#app/state/generation-choice';
import { type Generation, stepRow } from '#model/generation';
import { keptPositions } from '#model/token-filter';
import { pyramid } from '#views/cells/pyramid';
import type { ColourTable } from '#views/colour/colour-map';
import { type ColourScale, linearScale } from '#views/colour/scale';
import type { MatrixPicture } from '#views/matrix/draw';
import { tokenLabels } from '#views/text/tokens';

/** Generation as a matrix, and what is not in it. */
export interface GenerationPicture {
  readonly matrix: MatrixPicture;
  readonly scale: ColourScale;
  /** `[row][column]`; not a number where a step does not read that far. */
  readonly values: Float32Array;
  /** Which token each column is. */
  readonly columns: readonly number[];
  /** The shown step in the shown layer: shares of its row. */
  readonly leftOut: number;
  readonly fromGenerated: number;
  /** Labels of the whole text, that of a last token nobody has read yet among them. */
  readonly labels: readonly string[];
}

function total(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += Number.isNaN(value) ? 0 : value;
  return sum;
}

/** Of one step or one layer, as the choice says. O(rows · columns). */
export function generationPicture(
  generation: Generation,
  tokens: readonly string[],
  choice: GenerationChoice,
  layer: number,
  table: ColourTable,
): GenerationPicture {
  const { promptLength, steps, layers } = generation;
  const step = Math.min(choice.step, steps - 1);
  const labels = tokenLabels(tokens);
  const end = choice.beyond ? generation.tokens : promptLength;
  const columns = keptPositions(tokens, end, filterOf(choice));
  const byLayer = choice.rows === 'layers';
  const rows = byLayer ? layers : steps;
  const values = new Float32Array(rows * columns.length);
  for (let row = 0; row < rows; row += 1) {
    const [ofStep, ofLayer] = byLayer ? [step, row] : [row, layer];
    const all = stepRow(generation, ofStep, ofLayer);
    const kept = columns.map((column) =>
      column < promptLength + ofStep ? (all[column] ?? 0) : Number.NaN,
    );
    const rest = choice.renormalise ? total(kept) || 1 : 1;
    values.set(
      kept.map((value) => value / rest),
      row * columns.length,
    );
  }
  let largest = 0;
  for (const value of values) largest = Math.max(largest, value || 0);
  const scale = linearScale([0, largest || 1]);
  const shown = stepRow(generation, step, layer);
  const whole = total(shown) || 1;
  const inRange = total(shown.subarray(0, end));
  return {
    matrix: {
      table,
      causal: false,
      gaps: choice.beyond,
      range: scale.range,
      thresholds: scale.thresholds,
      levels: pyramid({ rows, columns: columns.length, values }, 'max', false),
      rowLabels: byLayer
        ? Array.from({ length: layers }, (_, each) => `layer ${each + 1}`)
        : Array.from({ length: steps }, (_, each) => labels[promptLength + each] ?? 'next'),
      columnLabels: columns.map((column) => labels[column] ?? ''),
    },
    scale,
    values,
    columns,
    leftOut: (inRange - total(columns.map((column) => shown[column] ?? 0))) / whole,
    fromGenerated: total(shown.subarray(promptLength)) / whole,
    labels,
  };
}
