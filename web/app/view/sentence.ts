import { html, nothing, type TemplateResult } from 'lit';
import type { Picture } from '#app/picture/picture';
import type { Method } from '#model/matrix';
import { largestOf } from '#views/cells/rows';
import type { ViewContext } from './view';

/** The tokens as a sentence to click in, with what the chosen position takes from each. */
export function sentence(context: ViewContext): TemplateResult {
  const { picture, hover } = context;
  const { info, queries, square } = picture;
  return html`
    <section class="sentence" aria-label="Sentence">
      ${
        square
          ? html`<p class="hint">Click a word. ${barWords(picture)} ${togetherSwitch(context)}</p>`
          : queryPicker(picture)
      }
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
export function queryPicker(picture: Picture): TemplateResult {
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

/** Says how several positions are taken together, and offers the other way. */
export function togetherSwitch({
  picture,
  settings,
  change,
}: ViewContext): TemplateResult | typeof nothing {
  if (picture.queries.length < 2) return nothing;
  const sums = settings.together === 'sum';
  return html`<span data-test="together">
    ${picture.queries.length} positions, ${sums ? 'summed' : 'averaged'}:
    <button class="text-button" @click=${() => change({ together: sums ? 'mean' : 'sum' })}>
      ${sums ? 'average' : 'sum'} them
    </button>
  </span>`;
}
