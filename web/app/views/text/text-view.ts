import { html, nothing, type TemplateResult } from 'lit';
import { type MethodRow, methodRows, scaleOfRow } from '#app/picture/method-rows';
import { refusal } from '#app/state/methods';
import { scaleBar } from '#app/view/scale-bar';
import { queryPicker, togetherSwitch } from '#app/view/sentence';
import type { View, ViewContext } from '#app/view/view';
import { largestOf, sumsToOne } from '#views/cells/rows';
import { layerWords } from '#views/words/sentences';

/** The tokens as running text, coloured by what the chosen position takes: one text a method. */
export const textView: View = {
  name: 'text',
  label: 'Text',
  applies: () => true,
  render: (context) => {
    const { picture, settings } = context;
    return html`
      <div class="texts">
        ${
          picture.square
            ? html`<p class="hint">
                Click a word to see what it takes from the others. ${togetherSwitch(context)}
              </p>`
            : queryPicker(picture)
        }
        ${methodRows(picture, settings).map((row) => methodText(row, context))}
      </div>
    `;
  },
};

function methodText(
  { method, label, values }: MethodRow,
  context: ViewContext,
): TemplateResult | typeof nothing {
  const { picture, settings, hover } = context;
  const { info, queries, layer } = picture;
  if (refusal(method, info, picture.options) !== undefined) return nothing;
  const scale = values && scaleOfRow(values, settings);
  return html`
    <section class="method-text" data-test="text-${method}">
      <h3>
        ${label} <span class="detail">${layerWords(method, layer)}</span>
        ${scale === undefined ? nothing : scaleBar(picture.matrix.table, scale)}
      </h3>
      ${
        values === undefined
          ? absent(method === 'flow', context)
          : html`<hw-running-text
              name="${label} ${layerWords(method, layer)}"
              .tokens=${info.tokens}
              .labels=${picture.keyLabels}
              .row=${values}
              .queries=${queries}
              .table=${picture.matrix.table}
              .scale=${scale}
              .shares=${sumsToOne(values)}
              .absentAfter=${info.causal && queries.length > 0 ? largestOf(queries) : undefined}
              .choosable=${picture.square}
              .hoverKey=${hover?.key}
            ></hw-running-text>`
      }
    </section>
  `;
}

/** Why a method's text is not there, and how to get it. */
function absent(costly: boolean, { change, picture }: ViewContext): TemplateResult {
  if (!costly) return html`<p class="hint">This layer is below the first layer.</p>`;
  return html`<p class="hint">
    Flow between ${picture.info.keys} tokens takes a while.
    <button class="text-button" @click=${() => change({ method: 'flow' })}>Compute it</button>
  </p>`;
}
