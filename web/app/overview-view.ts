import { html, nothing } from 'lit';
import { evolution } from './evolution-part';
import { legend, matrix } from './matrix-part';
import { sentence } from './sentence-part';
import type { View } from './view';

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
