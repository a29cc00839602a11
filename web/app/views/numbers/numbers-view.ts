import { html } from 'lit';
import { methodRows } from '#app/picture/method-rows';
import type { Picture } from '#app/picture/picture';
import { queryPicker, togetherSwitch } from '#app/view/sentence';
import type { View } from '#app/view/view';
import type { HeadwaterEvents } from '#element/events';
import type { NumbersColumn } from '#element/numbers/numbers-table';
import { layerWords, list, quote } from '#views/words/sentences';

/** The numbers themselves: what the chosen position takes from every token, by every method. */
export const numbersView: View = {
  name: 'numbers',
  label: 'Numbers',
  applies: () => true,
  render: (context) => {
    const { picture, settings, hover, change } = context;
    const columns: NumbersColumn[] = methodRows(picture, settings).flatMap(
      ({ method, label, values }) =>
        values === undefined ? [] : [{ name: method, label, values }],
    );
    return html`
      <div class="numbers-view">
        ${picture.square ? html`<p class="hint">${togetherSwitch(context)}</p>` : queryPicker(picture)}
        <hw-numbers-table
          .tokens=${picture.info.tokens}
          .labels=${picture.keyLabels}
          .columns=${columns}
          .order=${settings.order}
          .queries=${picture.queries}
          .key=${picture.key}
          .title=${titleOf(picture)}
          .hoverKey=${hover?.key}
          @hw-order=${({ detail }: CustomEvent<HeadwaterEvents['hw-order']>) =>
            change({ order: detail.order })}
        ></hw-numbers-table>
      </div>
    `;
  },
};

function titleOf({ queries, rowLabels, layer, method }: Picture): string {
  if (queries.length === 0) return 'No position is chosen: choose one to see what it takes.';
  const chosen = queries.map((query) => quote(rowLabels[query] ?? ''));
  const who = queries.length > 3 ? `the ${queries.length} chosen positions` : list(chosen);
  const verb = queries.length > 1 ? 'take' : 'takes';
  return `What ${who} ${verb} from every token, ${layerWords(method, layer)}`;
}
