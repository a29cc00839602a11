import { html, nothing, type TemplateResult } from 'lit';
import { methodChoices } from '#app/state/methods';
import type { ControlContext } from './control-context';
import { controls } from './controls';

/** The controls: a column, and on a phone a sheet from below with one line of what is set. */
export function controlsSheet(
  context: ControlContext | undefined,
  open: boolean,
  toggle: () => void,
): TemplateResult {
  return html`
    <aside class="controls ${open ? 'open' : ''}" aria-label="Controls">
      <button class="sheet-toggle" aria-expanded=${open} @click=${toggle}>
        <span>${context === undefined ? 'Controls' : settingsLine(context)}</span
        ><span class="detail">${open ? 'Close' : 'Controls'}</span>
      </button>
      <div class="sheet-body">${context === undefined ? nothing : controls(context)}</div>
    </aside>
  `;
}

function settingsLine({ input, settings }: ControlContext): string {
  const label = methodChoices.find(({ method }) => method === settings.method)?.label;
  return `${label}, layer ${settings.layer + 1} of ${input.info.layers}`;
}
