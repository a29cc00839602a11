import { html, nothing, type TemplateResult } from 'lit';
import type { Method } from '#model/matrix';
import type { Cell } from '#views/matrix-layout';
import type { Theme } from '#views/theme';
import { graphOf } from './graph-view';
import type { HoverReading } from './hover';
import { layerChips } from './layer-chips';
import { graphView } from './pair';
import type { PairAnalysis } from './pair-analysis';
import type { Picture } from './picture';
import type { Settings } from './state';

/** What a view draws from. */
export interface ViewContext {
  readonly picture: Picture;
  readonly settings: Settings;
  readonly theme: Theme;
  readonly hover: Cell | undefined;
  readonly reading: HoverReading | undefined;
  readonly pairs: PairAnalysis;
  readonly change: (change: Partial<Settings>, gesture?: string) => void;
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
  {
    name: graphView,
    label: 'Graph',
    applies: ({ method }) => method === 'flow',
    render: graphOf,
  },
];

function sentence({ picture, hover }: ViewContext): TemplateResult {
  const { info, queries, square } = picture;
  return html`
    <section class="sentence" aria-label="Sentence">
      ${square ? html`<p class="hint">Click a word. ${barWords(picture)}</p>` : queryPicker(picture)}
      <hw-token-strip
        .tokens=${info.tokens}
        .labels=${picture.keyLabels}
        .row=${picture.row}
        .queries=${queries}
        .table=${picture.matrix.table}
        .range=${picture.matrix.range}
        .shares=${picture.shares}
        .absentAfter=${info.causal && queries.length > 0 ? Math.max(...queries) : undefined}
        .choosable=${square}
        .hoverKey=${hover?.key}
      ></hw-token-strip>
      <p class="said" aria-hidden="true">${picture.selected?.sentence}</p>
    </section>
  `;
}

const barMeanings: Readonly<Record<Method, string>> = {
  raw: 'The bars show how much it looks at each word in this layer.',
  rollout: 'The bars show how much of it comes from each word.',
  flow: 'The bars show how much could flow to it from each word.',
};

function barWords({ method, square }: Picture): string {
  if (!square) return 'The bars show how much it takes from each key.';
  return barMeanings[method];
}

/** Queries of cross attention are other tokens than its keys: they get a strip of their own. */
function queryPicker(picture: Picture): TemplateResult {
  return html`
    <p class="hint">Click a query, the position that reads.</p>
    <hw-token-strip
      .tokens=${picture.info.queryTokens}
      .labels=${picture.rowLabels}
      .queries=${picture.queries}
      .choosable=${true}
      plain
    ></hw-token-strip>
    <p class="hint">${barWords(picture)}</p>
  `;
}

function matrix({ picture, theme, hover, reading }: ViewContext): TemplateResult {
  return html`
    <hw-matrix
      .picture=${picture.matrix}
      .theme=${theme}
      .queries=${picture.queries}
      .key=${picture.key}
      .hover=${hover}
      .readings=${reading?.readings ?? []}
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

function legend({ picture, theme, reading }: ViewContext): TemplateResult {
  return html`
    <div class="legend">
      <hw-legend
        .picture=${picture.legend}
        .theme=${theme}
        .mark=${reading?.value}
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
