import { html } from 'lit';
import { evolution } from './evolution-part';
import { layerChips } from './layer-chips';
import type { View } from './view';

/** How the picture changes from layer to layer. */
export const layersView: View = {
  name: 'layers',
  label: 'Layers',
  applies: ({ stack }) => stack.layers.length > 1,
  render: (context) => html`
    <div class="layers">
      ${layerChips(context)}
      <div class="scroll">${evolution(context)}</div>
    </div>
  `,
};
