import { html } from 'lit';
import { evolution } from '#app/view/evolution';
import type { View } from '#app/view/view';
import { followedChart } from './followed';
import { layerChips } from './layer-chips';

/** How the picture changes from layer to layer. */
export const layersView: View = {
  name: 'layers',
  label: 'Layers',
  applies: ({ stack }) => stack.layers.length > 1,
  render: (context) => html`
    <div class="layers">
      <div class="scroll">
        ${followedChart(context)} ${layerChips(context)} ${evolution(context)}
      </div>
    </div>
  `,
};
