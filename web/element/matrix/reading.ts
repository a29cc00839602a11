import { html, nothing, type TemplateResult } from 'lit';
import type { MatrixPicture } from '#views/matrix/draw';
import { type Cell, columnX, type MatrixLayout, rowY } from '#views/matrix/layout';

/** One line of the read-out at the pointer. */
export interface Reading {
  readonly name: string;
  readonly text: string;
  readonly current: boolean;
}

/** The read-out of a cell, beside it on the side where there is room. */
export function readingAt(
  picture: MatrixPicture,
  layout: MatrixLayout,
  { query, key }: Cell,
  readings: readonly Reading[],
): TemplateResult | typeof nothing {
  const { plot, width, height, cellWidth, cellHeight } = layout;
  const x = columnX(layout, key) + cellWidth / 2;
  const y = rowY(layout, query) + cellHeight;
  if (x < plot.x || x > plot.x + plot.width || y < plot.y) return nothing;
  const horizontal = x > width * 0.6 ? `right:${width - x + 12}px` : `left:${x + 12}px`;
  const vertical = y > height - 96 ? `bottom:${height - y + cellHeight + 8}px` : `top:${y + 8}px`;
  return html`
    <div class="reading" .style=${`${horizontal};${vertical}`} aria-hidden="true">
      <b>${picture.rowLabels[query]} ← ${picture.columnLabels[key]}</b>
      <dl>
        ${readings.map(
          ({ name, text, current }) => html`
            <dt class=${current ? 'current' : ''}>${name}</dt>
            <dd class=${current ? 'current' : ''}>${text}</dd>
          `,
        )}
      </dl>
    </div>
  `;
}
