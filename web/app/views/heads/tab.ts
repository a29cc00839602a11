import { lateView } from '#app/view/late-view';

export const headsTab = lateView(
  { name: 'heads', label: 'Heads', applies: ({ info }) => info.heads > 1 },
  async () => (await import('./heads-view')).headsView,
);
