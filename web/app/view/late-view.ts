import { html, type TemplateResult } from 'lit';
import { until } from 'lit/directives/until.js';
import type { View, ViewContext } from './view';

export type Draw = (context: ViewContext) => TemplateResult;

/**
 * A view whose drawing is fetched when it is first shown: the page's first script has room for the
 * pictures that everybody sees.
 */
export function lateView(tab: Omit<View, 'render'>, fetch: () => Promise<Draw>): View {
  let draw: Draw | undefined;
  let fetching: Promise<Draw> | undefined;
  const fetched = (context: ViewContext) => {
    fetching ??= fetch();
    return fetching.then(
      (found) => {
        draw = found;
        return found(context);
      },
      () => {
        // Asked for again when the view is next drawn.
        fetching = undefined;
        return html`<p role="alert">
          The ${tab.label} view could not be fetched. Choose it again once there is a network.
        </p>`;
      },
    );
  };
  const waiting = html`<p class="hint" role="status">Fetching the view …</p>`;
  // In one place of one template, so that the first drawing stays and is only brought up to date.
  const render: Draw = (context) =>
    html`${draw === undefined ? until(fetched(context), waiting) : draw(context)}`;
  return { ...tab, render };
}
