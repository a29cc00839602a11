import { html } from 'lit';
import { legend, matrix } from './matrix-part';
import type { View } from './view';

/** The matrix with the whole room. */
export const matrixView: View = {
  name: 'matrix',
  label: 'Matrix',
  applies: () => true,
  render: (context) => html`
    <div class="single">${matrix(context)} ${legend(context)}</div>
  `,
};
