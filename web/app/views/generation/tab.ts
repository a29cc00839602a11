import { lateView } from '#app/view/late-view';

export const generationTab = lateView(
  {
    name: 'generation',
    label: 'Generation',
    applies: ({ info, square }) =>
      square &&
      info.keys > 1 &&
      (info.recordedSteps > 0 || info.promptLength !== undefined || info.causal),
  },
  async () => (await import('./generation-view')).generationView,
);
