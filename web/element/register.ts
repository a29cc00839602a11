import { defineAll } from './define-all';
import { HeadwaterView } from './headwater-view';
import { HwLegend } from './legend';
import { HwMatrix } from './matrix';

/** Registers `<headwater-view>` with what a matrix needs; other views load their parts when asked. */
defineAll({ 'hw-legend': HwLegend, 'hw-matrix': HwMatrix, 'headwater-view': HeadwaterView });
