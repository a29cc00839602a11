import { graphView } from './graph-view';
import { layersView } from './layers-view';
import { matrixView } from './matrix-view';
import { numbersView } from './numbers-view';
import { overviewView } from './overview-view';
import { textView } from './text-view';
import type { View } from './view';

/** The tabs of the page, in their order. */
export const views: readonly View[] = [
  overviewView,
  textView,
  matrixView,
  layersView,
  graphView,
  numbersView,
];
