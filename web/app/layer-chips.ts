import { html, nothing, type TemplateResult } from 'lit';
import type { ViewContext } from './view';

/** Which layers the evolution picture shows, one switch for each. */
export function layerChips({ picture, settings, change }: ViewContext): TemplateResult {
  const { stack, panels } = picture;
  const shown = panels.map(({ layer }) => layer);
  const toggle = (layer: number) => {
    const next = shown.includes(layer)
      ? shown.filter((other) => other !== layer)
      : [...shown, layer].sort((one, other) => one - other);
    change({ panels: next.length > 0 ? next : 'auto' });
  };
  return html`
    <div class="chips" role="group" aria-label="Layers to show">
      <span class="hint">Show layers</span>
      ${stack.layers.map(
        (layer) => html`<button
          class="chip"
          aria-pressed=${shown.includes(layer)}
          aria-label="Layer ${layer + 1}"
          @click=${() => toggle(layer)}
        >${layer + 1}</button>`,
      )}
      <button class="text-button" @click=${() => change({ panels: stack.layers })}>all</button>
      ${
        settings.panels === 'auto'
          ? nothing
          : html`<button class="text-button" @click=${() => change({ panels: 'auto' })}>
              the usual ones
            </button>`
      }
    </div>
  `;
}
