import { html, type TemplateResult } from 'lit';
import { until } from 'lit/directives/until.js';
import { sidesToAsk } from './compared-sides';
import type { View, ViewContext } from './view';

type Draw = (context: ViewContext) => TemplateResult;

/**
 * A view whose drawing is fetched when it is first shown: the page's first script has room for the
 * pictures that everybody sees.
 */
function lateView(tab: Omit<View, 'render'>, fetch: () => Promise<Draw>): View {
  let draw: Draw | undefined;
  let fetching: Promise<Draw> | undefined;
  const render: Draw = (context) => {
    if (draw !== undefined) return draw(context);
    fetching ??= fetch();
    const drawn = fetching.then(
      (fetched) => {
        draw = fetched;
        return fetched(context);
      },
      () => {
        // Asked for again when the view is next drawn.
        fetching = undefined;
        return html`<p role="alert">
          The ${tab.label} view could not be fetched. Choose it again once there is a network.
        </p>`;
      },
    );
    return html`${until(drawn, html`<p class="hint" role="status">Fetching the view …</p>`)}`;
  };
  return { ...tab, render };
}

export const compareView = lateView(
  {
    name: 'compare',
    label: 'Compare',
    applies: () => true,
    prepare: (picture, { settings }, { comparison, second }) => {
      comparison.compare(sidesToAsk(picture, settings, second.input), picture.layer);
    },
  },
  async () => (await import('./compare-view')).drawComparison,
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
      generation.wantGeneration(input, settings.options),
  },
  async () => (await import('./generation-view')).drawGeneration,
);

export const faithfulnessView = lateView(
  {
    name: 'faithfulness',
    label: 'Faithfulness',
    applies: ({ info, square }) => square && info.importance.length > 0,
    prepare: ({ input }, { settings }, { faithfulness }) =>
      faithfulness.wantAgreements(input, settings.options),
  },
  async () => (await import('./faithfulness-view')).drawFaithfulness,
);
