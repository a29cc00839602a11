import { html, type TemplateResult } from 'lit';
import { matrixHands, shortcuts } from './shortcuts';

/** The list of keys and gestures; the letters can be switched off. */
export function helpDialog(on: boolean, toggle: (on: boolean) => void): TemplateResult {
  return html`
    <dialog class="dialog help" aria-labelledby="help-title">
      <form method="dialog">
        <h2 id="help-title">Keys and gestures</h2>
        <div class="columns">
          <div>
            <h3>Anywhere</h3>
            <dl>
              ${shortcuts.map(({ keys, does }) => html`<dt><kbd>${keys}</kbd></dt><dd>${does}</dd>`)}
            </dl>
          </div>
          <div>
            <h3>In the matrix</h3>
            <dl>
              ${matrixHands.map(([keys, does]) => html`<dt><kbd>${keys}</kbd></dt><dd>${does}</dd>`)}
            </dl>
          </div>
        </div>
        <p class="hint">
          A file dropped anywhere opens; pasted JSON opens. Nothing leaves this device.
        </p>
        <label class="check">
          <input
            type="checkbox"
            .checked=${on}
            @change=${(event: Event) => toggle((event.target as HTMLInputElement).checked)}
          />
          Keys work anywhere on the page
        </label>
        <button class="button" value="close">Close</button>
      </form>
    </dialog>
  `;
}
