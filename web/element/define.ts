import { HwEvolution } from './evolution';
import { HwHeadPicker } from './head-picker';
import { HwLayerGraph } from './layer-graph';
import { HwLayerSlider } from './layer-slider';
import { HwLegend } from './legend';
import { HwMatrix } from './matrix';
import { HwSegmented } from './segmented';
import { HwSelectedPanel } from './selected-panel';
import { HwTokenStrip } from './token-strip';

const components: Readonly<Record<string, CustomElementConstructor>> = {
  'hw-evolution': HwEvolution,
  'hw-head-picker': HwHeadPicker,
  'hw-layer-graph': HwLayerGraph,
  'hw-layer-slider': HwLayerSlider,
  'hw-legend': HwLegend,
  'hw-matrix': HwMatrix,
  'hw-segmented': HwSegmented,
  'hw-selected-panel': HwSelectedPanel,
  'hw-token-strip': HwTokenStrip,
};

/** Registers the components; those that are registered already stay as they are. */
export function defineComponents(): void {
  for (const [name, component] of Object.entries(components)) {
    if (customElements.get(name) === undefined) customElements.define(name, component);
  }
}
