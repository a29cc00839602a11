import { html } from 'lit';
import { until } from 'lit/directives/until.js';
import type { View, ViewContext } from './view';

/** What is known of a view before it is fetched. */
export type Tab = Pick<View, 'name' | 'label' | 'applies'>;
export type FetchedView = Pick<View, 'prepare' | 'render'>;

/**
 * A view that is fetched, with what it brings, when it is first shown: the page's first script has
 * room for the pictures that everybody sees.
 */
export function lateView(tab: Tab, fetch: () => Promise<FetchedView>): View {
  let view: FetchedView | undefined;
  let fetching: Promise<FetchedView> | undefined;
  const fetched = async () => {
    try {
      fetching ??= fetch();
      view = await fetching;
      return view;
    } catch {
      // Asked for again when the view is next drawn.
      fetching = undefined;
      return undefined;
    }
  };
  const firstDrawing = async (context: ViewContext) =>
    (await fetched())?.render(context) ??
    html`<p role="alert">
      The ${tab.label} view could not be fetched. Choose it again once there is a network.
    </p>`;
  const waiting = html`<p class="hint" role="status">Fetching the view …</p>`;
  return {
    ...tab,
    prepare: (...asked) => {
      if (view !== undefined) view.prepare?.(...asked);
      else void fetched().then((found) => found?.prepare?.(...asked));
    },
    // In one place of one template, so that the first drawing stays and is only brought up to date.
    render: (context) =>
      html`${view === undefined ? until(firstDrawing(context), waiting) : view.render(context)}`,
  };
}
