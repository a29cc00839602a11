import { lateView } from '#app/view/late-view';

export const graphTab = lateView(
  { name: 'graph', label: 'Graph', applies: ({ square }) => square },
  async () => (await import('./graph-view')).graphView,
);
