import { lateView } from '#app/view/late-view';

export const faithfulnessTab = lateView(
  {
    name: 'faithfulness',
    label: 'Faithfulness',
    applies: ({ info, square }) => square && info.importance.length > 0,
  },
  async () => (await import('./faithfulness-view')).faithfulnessView,
);
