import { lateView } from '#app/view/late-view';

export const compareTab = lateView(
  { name: 'compare', label: 'Compare', applies: () => true },
  async () => (await import('./compare-view')).compareView,
);
