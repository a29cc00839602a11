import { lateView } from '#app/view/late-view';
import { sidesToAsk } from '#app/views/compare/compared-sides';
import { wantedPair } from '#app/views/graph/pair';
import { seesPatches } from '#app/views/image/patch-image';

export const compareView = lateView(
  {
    name: 'compare',
    label: 'Compare',
    applies: () => true,
    prepare: (picture, { settings }, { comparison, second }) => {
      comparison.compare(sidesToAsk(picture, settings, second.input), picture.layer);
    },
  },
  async () => (await import('#app/views/compare/compare-view')).drawComparison,
);

export const generationView = lateView(
  {
    name: 'generation',
    label: 'Generation',
    applies: ({ info, square }) =>
      square &&
      info.keys > 1 &&
      (info.recordedSteps > 0 || info.promptLength !== undefined || info.causal),
    prepare: ({ input }, { settings }, { generation }) =>
      generation.wantGeneration(input, settings.options, settings.generation),
  },
  async () => (await import('#app/views/generation/generation-view')).drawGeneration,
);

export const faithfulnessView = lateView(
  {
    name: 'faithfulness',
    label: 'Faithfulness',
    applies: ({ info, square }) => square && info.importance.length > 0,
    prepare: ({ input }, { settings }, { faithfulness }) =>
      faithfulness.wantAgreements(input, settings.options, settings.faithfulness),
  },
  async () => (await import('#app/views/faithfulness/faithfulness-view')).drawFaithfulness,
);

export const graphView = lateView(
  {
    name: 'graph',
    label: 'Graph',
    applies: ({ square }) => square,
    prepare: (picture, state, { pairs }) => {
      const wanted = wantedPair(picture, state);
      if (wanted !== undefined) pairs.wantPair(picture.input, picture.options, wanted);
    },
  },
  async () => (await import('#app/views/graph/graph-view')).drawGraph,
);

export const headsView = lateView(
  {
    name: 'heads',
    label: 'Heads',
    applies: ({ info }) => info.heads > 1,
    prepare: ({ input }, _, { heads }) => heads.wantHeads(input),
  },
  async () => (await import('#app/views/heads/heads-view')).drawHeads,
);

export const imageView = lateView(
  {
    name: 'image',
    label: 'Image',
    applies: seesPatches,
    prepare: ({ input }, _, { images }) => images.want(input),
  },
  async () => (await import('#app/views/image/image-view')).drawImage,
);
