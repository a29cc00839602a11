import { html, nothing } from 'lit';
import { evolution } from '#app/view/evolution';
import { sentence } from '#app/view/sentence';
import { legend, matrix } from '#app/view/shown-matrix';
import type { View } from '#app/view/view';

/** The first view: the sentence, the matrix and its evolution as one picture. */
export const overviewView: View = {
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
};
