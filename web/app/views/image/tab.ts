import { lateView } from '#app/view/late-view';
import { seesPatches } from './patch-grid';

export const imageTab = lateView(
  { name: 'image', label: 'Image', applies: seesPatches },
  async () => (await import('./image-view')).imageView,
);
