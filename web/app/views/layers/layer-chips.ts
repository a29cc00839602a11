import { html, nothing, type TemplateResult } from 'lit';
import { rangesField } from '#app/controls/fields';
import type { ViewContext } from '#app/view/view';
import { mostListed } from '#views/bounds';

/** Which layers the evolution picture shows: one switch for each, or a field where they are many. */
export function layerChips(context: ViewContext): TemplateResult {
  const { picture, settings, change } = context;
  const { layers } = picture.stack;
  return html`
    <div class="chips" role="group" aria-label="Layers to show">
      ${layers.length > mostListed ? field(context) : chips(context)}
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

function chips({ picture, change }: ViewContext): TemplateResult {
  const { stack, panels } = picture;
  const shown = panels.map(({ layer }) => layer);
  const toggle = (layer: number) => {
    const next = shown.includes(layer)
      ? shown.filter((other) => other !== layer)
      : [...shown, layer].sort((one, other) => one - other);
    change({ panels: next.length > 0 ? next : 'auto' });
  };
  return html`
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
  `;
}

function field({ picture, change }: ViewContext): TemplateResult {
  const shown = picture.panels.map(({ layer }) => layer);
  return rangesField(
    'Show layers',
    shown,
    picture.info.layers,
    (panels) => change({ panels: panels.length > 0 ? panels : 'auto' }),
    { most: mostListed },
  );
}
