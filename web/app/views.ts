import {
  compareView,
  faithfulnessView,
  generationView,
  graphView,
  headsView,
  imageView,
} from './late-views';
import { layersView } from './layers-view';
import { matrixView } from './matrix-view';
import { numbersView } from './numbers-view';
import { overviewView } from './overview-view';
import type { Picture } from './picture';
import type { Settings } from './state';
import { textView } from './text-view';
import type { View } from './view';

/** The tabs of the page, in their order. */
const views: readonly View[] = [
  overviewView,
  textView,
  matrixView,
  layersView,
  compareView,
  graphView,
  headsView,
  generationView,
  faithfulnessView,
  imageView,
  numbersView,
];

/** The views that a picture's data can fill. */
export function offeredViews(picture: Picture): readonly View[] {
  return views.filter(({ applies }) => applies(picture));
}

/** The view that is shown: the one chosen, or the first where that is not offered. */
export function shownView(picture: Picture, { view }: Pick<Settings, 'view'>): View | undefined {
  const offered = offeredViews(picture);
  return offered.find(({ name }) => name === view) ?? offered[0];
}
