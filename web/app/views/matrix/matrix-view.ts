import { html } from 'lit';
import { sumsOf } from '#app/picture/derived';
import { legend, matrix } from '#app/view/shown-matrix';
import type { View } from '#app/view/view';
import type { Reading } from '#element/matrix/reading';
import { placeOfLayer } from '#views/cells/rows';
import type { Cell } from '#views/matrix/layout';
import type { MatrixSums } from '#views/matrix/sums';
import { formatValue } from '#views/words/format';

/** The matrix with the whole room, and what its rows and columns add up to. */
export const matrixView: View = {
  name: 'matrix',
  label: 'Matrix',
  applies: () => true,
  render: (context) => {
    const { picture, hover, reading } = context;
    const { stack, layer, info } = picture;
    const sums = sumsOf(stack, placeOfLayer(stack, layer), info.causal);
    const read = reading &&
      hover && {
        ...reading,
        readings: [...reading.readings, ...sumReadings(sums, hover)],
      };
    return html`
      <div class="single">
        ${matrix({ ...context, reading: read }, sums)} ${legend(context)}
        <p class="caption" data-test="sums">
          Bars: sums of rows, at most ${formatValue(sums.largestRow)}, and of columns, at most
          ${formatValue(sums.largestColumn)}: how much all positions together take from a token.
        </p>
      </div>
    `;
  },
};

function sumReadings({ rows, columns }: MatrixSums, { query, key }: Cell): readonly Reading[] {
  const sum = (name: string, value = Number.NaN) => {
    return { name, text: formatValue(value), current: false };
  };
  return [sum('row sum', rows[query]), sum('column sum', columns[key])];
}
