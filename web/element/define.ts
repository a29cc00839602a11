import { defineAll } from './define-all';
import { HwEvolution } from './evolution';
import { HwHeadPicker } from './head-picker';
import { HwLayerLines } from './layer-lines';
import { HwLayerSlider } from './layer-slider';
import { HwLegend } from './legend';
import { HwMatrix } from './matrix';
import { HwNumbersTable } from './numbers-table';
import { HwRunningText } from './running-text';
import { HwSegmented } from './segmented';
import { HwSelectedPanel } from './selected-panel';
import { HwTokenStrip } from './token-strip';

const components: Readonly<Record<string, CustomElementConstructor>> = {
  'hw-evolution': HwEvolution,
  'hw-head-picker': HwHeadPicker,
  'hw-layer-lines': HwLayerLines,
  'hw-layer-slider': HwLayerSlider,
  'hw-legend': HwLegend,
  'hw-matrix': HwMatrix,
  'hw-numbers-table': HwNumbersTable,
  'hw-running-text': HwRunningText,
  'hw-segmented': HwSegmented,
  'hw-selected-panel': HwSelectedPanel,
  'hw-token-strip': HwTokenStrip,
};

/** Registers the components that the page shows at first; late views register their own. */
export function defineComponents(): void {
  defineAll(components);
}
