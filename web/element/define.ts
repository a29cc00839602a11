import { HwHeadPicker } from '#element/heads/head-picker';
import { HwEvolution } from '#element/layers/evolution';
import { HwLayerLines } from '#element/layers/layer-lines';
import { HwLayerSlider } from '#element/layers/layer-slider';
import { HwMatrix } from '#element/matrix/hw-matrix';
import { HwNumbersTable } from '#element/numbers/numbers-table';
import { HwSelectedPanel } from '#element/numbers/selected-panel';
import { HwRunningText } from '#element/text/running-text';
import { HwTokenStrip } from '#element/text/token-strip';
import { defineAll } from './define-all';
import { HwLegend } from './legend';
import { HwSegmented } from './segmented';

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
