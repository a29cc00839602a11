import { HeadwaterView } from '#element/headwater-view/headwater-view';
import { HwMatrix } from '#element/matrix/hw-matrix';
import { defineAll } from './define-all';
import { HwLegend } from './legend';

/** Registers `<headwater-view>` with what a matrix needs; other views load their parts when asked. */
defineAll({ 'hw-legend': HwLegend, 'hw-matrix': HwMatrix, 'headwater-view': HeadwaterView });
