import { html, nothing, type TemplateResult } from 'lit';
import type { Reading, Refused } from '#app/input/opening';
import type { Computing } from '#app/picture/analysis';
import type { PageContext } from '#app/view/page-context';
import { formatBytes } from '#views/words/format';

/** How long a task goes on before it shows itself, in milliseconds. */
const patience = { first: 1000, bar: 150, numbers: 1000 };

/** What is going on and what went wrong, over the picture; the picture itself stays. */
export function taskStates(
  { analysis, opening, links }: Pick<PageContext, 'analysis' | 'opening' | 'links'>,
  drawn: boolean,
): readonly (TemplateResult | typeof nothing)[] {
  const now = performance.now();
  const { reading, refused } = opening;
  const shown = reading && now - reading.since >= (drawn ? patience.bar : patience.first);
  return [
    analysis.computing === undefined
      ? nothing
      : computingState(analysis.computing, now, () => analysis.cancel()),
    reading && shown ? readingState(reading, now, () => opening.cancel()) : nothing,
    refused === undefined ? nothing : refusedState(refused, drawn, () => opening.dismiss()),
    messageState(analysis.message, 'analysis-message', () => analysis.dismiss()),
    messageState(links.message, 'link-message', () => links.dismiss()),
  ];
}

function messageState(
  message: string | undefined,
  name: string,
  dismiss: () => void,
): TemplateResult | typeof nothing {
  if (message === undefined) return nothing;
  return html`
    <div class="float" role="alert" data-test=${name}>
      <p>${message}</p>
      <button class="button" @click=${dismiss}>Close</button>
    </div>
  `;
}

/** A file that takes more than a moment: how far it is, how long it will take, and a way out. */
function readingState(
  { name, since, progress }: Reading,
  now: number,
  cancel: () => void,
): TemplateResult {
  const share = progress?.total ? progress.done / progress.total : undefined;
  return html`
    <div class="float reading-state" role="status" data-test="reading">
      <p class="float-title">Reading ${name}</p>
      <progress .value=${share ?? nothing} max="1" aria-label="Reading"></progress>
      <p class="hint">
        ${progress === undefined ? 'starting' : formatBytes(progress.done)}
        ${progress?.total ? html`of ${formatBytes(progress.total)}` : nothing}
        ${remainingWords(share, now - since)}
      </p>
      <button class="button" @click=${cancel}>Cancel</button>
    </div>
  `;
}

/** `about 4 s left`, once enough is done to tell. */
export function remainingWords(share: number | undefined, milliseconds: number): string {
  if (share === undefined || share < 0.05 || milliseconds < 500) return '';
  const seconds = ((milliseconds / share) * (1 - share)) / 1000;
  return seconds < 1 ? '· nearly there' : `· about ${Math.ceil(seconds)} s left`;
}

/** A file that could not be opened: what, where, what to do; what was open is still there. */
function refusedState(
  { name, message }: Refused,
  hasPicture: boolean,
  dismiss: () => void,
): TemplateResult {
  return html`
    <div class="float refused-state" role="alert" data-test="refused">
      <p class="float-title">${name} could not be opened</p>
      <p>${message}</p>
      ${hasPicture ? html`<p class="hint">What was open before is still open.</p>` : nothing}
      <button class="button" @click=${dismiss}>Close</button>
    </div>
  `;
}

/** A bar after 150 ms, numbers and a way out after a second. */
function computingState(
  { method, since, progress }: Computing,
  now: number,
  cancel: () => void,
): TemplateResult | typeof nothing {
  const elapsed = now - since;
  if (elapsed < patience.bar) return nothing;
  const share = progress?.total ? progress.done / progress.total : undefined;
  return html`
    <progress class="thin" .value=${share ?? nothing} max="1" aria-label="Computing"></progress>
    ${
      elapsed < patience.numbers
        ? nothing
        : html`<div class="float computing-state" role="status">
            <p>
              Computing ${method}${
                progress?.total ? `: ${progress.done} of ${progress.total} ${progress.unit}` : ''
              }
              ${remainingWords(share, elapsed)}
            </p>
            <button class="button" @click=${cancel}>Cancel</button>
          </div>`
    }
  `;
}
