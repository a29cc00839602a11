import { html, nothing, type TemplateResult } from 'lit';
import type { Picture } from '#app/picture/picture';
import type { Settings } from '#app/state/state';
import { formatPercent } from '#views/words/format';
import { list, quote } from '#views/words/sentences';

/** What a filter hides or changes, always with how much it is, and the way back. */
export function filterLine(
  { leftOut, sink, keyLabels, rowLabels, queries }: Picture,
  change: (change: Partial<Settings>) => void,
): TemplateResult | typeof nothing {
  if (sink === 'shown') return nothing;
  const first = quote(keyLabels[0] ?? '');
  const chosen = queries.slice(0, 3).map((query) => quote(rowLabels[query] ?? ''));
  const who = queries.length > 3 ? `${queries.length} positions` : list(chosen);
  const words =
    leftOut === undefined
      ? 'Values are ratios: 1 is what a model would give that looks at every token so far alike.'
      : `Left out: the first token, ${first}. It holds ${formatPercent(leftOut.all)} of what positions take on average` +
        `${queries.length === 0 ? '' : `, ${formatPercent(leftOut.chosen)} of what ${who} ${queries.length > 1 ? 'take' : 'takes'}`}.`;
  return html`
    <div class="notice filter-line" data-test="filter">
      <details>
        <summary>${words} <span class="why">why</span></summary>
        <p>
          Many models look at the first token when nothing else matters, and in a causal model every
          position can see it: it is bright in nearly every picture.
          ${
            sink === 'ratio'
              ? 'Dividing by uniform causal attention, with the same residual and nothing discarded, takes away what comes from the place alone. The ratios of a row do not sum to 1.'
              : 'It is left out of the picture, not of the computation: what has come through it in lower layers is still there, and the rest is not scaled up.'
          }
        </p>
      </details>
      <button class="button" @click=${() => change({ sink: 'shown' })}>
        ${sink === 'ratio' ? 'Show the values' : 'Show it'}
      </button>
    </div>
  `;
}
