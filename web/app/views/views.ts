import type { Picture } from '#app/picture/picture';
import type { Settings } from '#app/state/state';
import type { View } from '#app/view/view';
import { compareTab } from '#app/views/compare/tab';
import { faithfulnessTab } from '#app/views/faithfulness/tab';
import { generationTab } from '#app/views/generation/tab';
import { graphTab } from '#app/views/graph/tab';
import { headsTab } from '#app/views/heads/tab';
import { imageTab } from '#app/views/image/tab';
import { layersView } from '#app/views/layers/layers-view';
import { matrixView } from '#app/views/matrix/matrix-view';
import { numbersView } from '#app/views/numbers/numbers-view';
import { overviewView } from '#app/views/overview/overview-view';
import { textView } from '#app/views/text/text-view';

/** The tabs of the page, in their order. */
const views: readonly View[] = [
  overviewView,
  textView,
  matrixView,
  layersView,
  compareTab,
  graphTab,
  headsTab,
  generationTab,
  faithfulnessTab,
  imageTab,
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
