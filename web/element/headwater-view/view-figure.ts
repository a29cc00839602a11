import { html, nothing, type TemplateResult } from 'lit';
import type { Reading } from '#element/matrix/reading';
import type { AttentionInfo } from '#model/attention';
import { largestOf } from '#views/cells/rows';
import type { Theme } from '#views/colour/theme';
import type { Cell } from '#views/matrix/layout';
import type { ViewPicture } from './view-picture';
import type { ViewName } from './view-settings';

/** What `<headwater-view>` draws its parts from. */
export interface ViewFigure {
  readonly picture: ViewPicture;
  readonly info: AttentionInfo;
  readonly theme: Theme;
  readonly view: ViewName;
  readonly layer: number;
  readonly queries: readonly number[];
  readonly key: number | undefined;
  readonly hover: Cell | undefined;
  /** What the picture says at the cell under the pointer, and its number. */
  readonly reading: Reading;
  readonly value: number | undefined;
  readonly clamped: boolean;
}

/** The parts of a view, and the caption that says what is shown. */
export function figureOf(figure: ViewFigure): TemplateResult {
  const { view, picture } = figure;
  return html`
    ${view === 'sentence' || view === 'overview' ? sentence(figure) : nothing}
    ${view === 'matrix' || view === 'overview' ? matrix(figure) : nothing}
    ${view === 'layers' || view === 'overview' ? layers(figure) : nothing}
    <figcaption part="caption">${picture.caption}</figcaption>
  `;
}

function sentence({ picture, info, queries, hover }: ViewFigure): TemplateResult {
  const square = info.queries === info.keys;
  return html`
    <hw-token-strip
      .tokens=${info.tokens}
      .labels=${picture.keyLabels}
      .row=${picture.row}
      .queries=${queries}
      .table=${picture.matrix.table}
      .scale=${picture.rowScale}
      .shares=${picture.shares}
      .absentAfter=${info.causal && queries.length > 0 ? largestOf(queries) : undefined}
      .choosable=${square}
      .hoverKey=${hover?.key}
    ></hw-token-strip>
    <p class="sentence" part="sentence">${picture.sentence}</p>
  `;
}

function matrix(figure: ViewFigure): TemplateResult {
  const { picture, theme, queries, key, hover, reading } = figure;
  // Long shapes fill a frame that is less long.
  const shape = Math.min(2, Math.max(0.5, 1 / picture.aspect));
  return html`
    <hw-matrix
      .picture=${picture.matrix}
      .theme=${theme}
      .queries=${queries}
      .key=${key}
      .hover=${hover}
      .readings=${[reading]}
      .spoken=${picture.spoken}
      .summary=${picture.summary}
      .style=${`aspect-ratio:${shape}`}
    ></hw-matrix>
    <div class="key">
      <hw-legend
        .picture=${picture.legend}
        .theme=${theme}
        .mark=${figure.value}
        .clamped=${figure.clamped}
      ></hw-legend>
    </div>
  `;
}

function layers({ picture, theme, layer }: ViewFigure): TemplateResult {
  return html`
    <hw-evolution
      .panels=${picture.panels}
      .theme=${theme}
      .layer=${layer}
      .aspect=${picture.aspect}
      .scale=${picture.panelScale}
      .table=${picture.matrix.table}
    ></hw-evolution>
  `;
}
