import { html, nothing, type TemplateResult } from 'lit';
import type { Cell } from '#views/matrix-layout';
import type { Theme } from '#views/theme';
import { layerChips } from './layer-chips';
import type { Picture } from './picture';
import type { Settings } from './state';

/** What a view draws from. */
export interface ViewContext {
  readonly picture: Picture;
  readonly settings: Settings;
  readonly theme: Theme;
  readonly hover: Cell | undefined;
  readonly change: (change: Partial<Settings>) => void;
}

/** One tab of the page. A new picture of the data is one more entry of `views`. */
export interface View {
  readonly name: string;
  readonly label: string;
  /** Whether the data can fill it; a view that cannot be filled is not offered. */
  readonly applies: (picture: Picture) => boolean;
  readonly render: (context: ViewContext) => TemplateResult;
}

export const views: readonly View[] = [
  {
    name: 'overview',
    label: 'Overview',
    applies: () => true,
    render: (context) => html`
      <div class="overview">
        ${sentence(context)}
        <div class="pictures">
          <div class="matrix-column">${matrix(context)} ${legend(context)}</div>
          ${
            context.picture.panels.length > 1
              ? html`<div class="evolution-column">${evolution(context)}</div>`
              : nothing
          }
        </div>
      </div>
    `,
  },
  {
    name: 'matrix',
    label: 'Matrix',
    applies: () => true,
    render: (context) => html`
      <div class="single">${matrix(context)} ${legend(context)}</div>
    `,
  },
  {
    name: 'layers',
    label: 'Layers',
    applies: ({ stack }) => stack.layers.length > 1,
    render: (context) => html`
      <div class="layers">
        ${layerChips(context)}
        <div class="scroll">${evolution(context)}</div>
      </div>
    `,
  },
];

function sentence({ picture, hover }: ViewContext): TemplateResult {
  const { info, queries } = picture;
  const query = queries.at(-1);
  return html`
    <section class="sentence" aria-label="Sentence">
      <p class="hint">
        ${
          picture.square
            ? 'Click a word. The bars show how much of it comes from each word.'
            : 'The bars show how much the chosen position takes from each token.'
        }
      </p>
      ${picture.square ? nothing : queryPicker(picture)}
      <hw-token-strip
        .tokens=${info.tokens}
        .labels=${picture.keyLabels}
        .row=${picture.row}
        .queries=${queries}
        .table=${picture.matrix.table}
        .range=${picture.matrix.range}
        .shares=${picture.shares}
        .absentAfter=${info.causal && query !== undefined ? Math.max(...queries) : undefined}
        .choosable=${picture.square}
        .hoverKey=${hover?.key}
      ></hw-token-strip>
    </section>
  `;
}

/** Queries of cross attention are other tokens than its keys: they get a strip of their own. */
function queryPicker({ info, rowLabels, queries }: Picture): TemplateResult {
  return html`
    <hw-token-strip
      .tokens=${info.queryTokens}
      .labels=${rowLabels}
      .row=${[]}
      .queries=${queries}
      .choosable=${true}
    ></hw-token-strip>
  `;
}

function matrix({ picture, theme, hover }: ViewContext): TemplateResult {
  return html`
    <hw-matrix
      .picture=${picture.matrix}
      .theme=${theme}
      .queries=${picture.queries}
      .key=${picture.key}
      .hover=${hover}
      .readings=${picture.readings}
      .spoken=${picture.spoken}
      .summary=${picture.summary}
      style="aspect-ratio:${frameAspect(picture)}"
    ></hw-matrix>
  `;
}

/** Width by height of the matrix with its labels; long shapes fill a frame that is less long. */
function frameAspect({ aspect }: Picture): number {
  const stretched = aspect > 3 || aspect < 1 / 3;
  return 1 / (stretched ? Math.min(1, Math.max(0.5, aspect)) : aspect);
}

function legend({ picture, theme }: ViewContext): TemplateResult {
  return html`
    <div class="legend">
      <hw-legend
        .picture=${picture.legend}
        .theme=${theme}
        .clamped=${picture.clamped}
      ></hw-legend>
      <p class="caption" data-test="caption">${picture.caption}</p>
    </div>
  `;
}

function evolution({ picture, theme }: ViewContext): TemplateResult {
  return html`
    <hw-evolution
      .panels=${picture.panels}
      .theme=${theme}
      .layer=${picture.layer}
      .aspect=${picture.aspect}
      .range=${picture.panelRange}
      .table=${picture.matrix.table}
    ></hw-evolution>
  `;
}
