import { defineAll } from './define-all';
import { HwEvolution } from './evolution';
import { HwHeadGrid } from './head-grid';
import { HwHeadPicker } from './head-picker';
import { HwLayerGraph } from './layer-graph';
import { HwLayerLines } from './layer-lines';
import { HwLayerSlider } from './layer-slider';
import { HwLegend } from './legend';
import { HwMatrix } from './matrix';
import { HwNumbersTable } from './numbers-table';
import { HwPatchImage } from './patch-image';
import { HwRunningText } from './running-text';
import { HwSegmented } from './segmented';
import { HwSelectedPanel } from './selected-panel';
import { HwTokenStrip } from './token-strip';

const components: Readonly<Record<string, CustomElementConstructor>> = {
  'hw-evolution': HwEvolution,
  'hw-head-grid': HwHeadGrid,
  'hw-head-picker': HwHeadPicker,
  'hw-layer-graph': HwLayerGraph,
  'hw-layer-lines': HwLayerLines,
  'hw-layer-slider': HwLayerSlider,
  'hw-legend': HwLegend,
  'hw-matrix': HwMatrix,
  'hw-numbers-table': HwNumbersTable,
  'hw-running-text': HwRunningText,
  'hw-patch-image': HwPatchImage,
  'hw-segmented': HwSegmented,
  'hw-selected-panel': HwSelectedPanel,
  'hw-token-strip': HwTokenStrip,
};

/** Registers the components of the page. */
export function defineComponents(): void {
  defineAll(components);
}
