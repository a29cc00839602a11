import { html, nothing, type TemplateResult } from 'lit';
import type { Picture } from '#app/picture/picture';
import { readableFormats } from '#model/formats';
import { methodNames } from '#model/vocabulary/kinds';
import { formatDuration } from '#views/words/format';

/** The gallery stays with the site. */
const isSavedPage = globalThis.headwaterPage !== undefined;

/** How long the shown result took, and the promise the page keeps. */
export function footer(picture: Picture | undefined): TemplateResult {
  return html`
    <footer>
      <span data-test="time">${
        picture === undefined
          ? ''
          : `${methodNames[picture.method]} ${formatDuration(picture.milliseconds)}`
      }</span>
      <span>
        ${isSavedPage ? nothing : html`<a href="gallery.html">examples</a> ·`} nothing leaves this device
      </span>
    </footer>
  `;
}

/** What the whole window shows while a file is held over it. */
export function dropZone(dropping: boolean): TemplateResult {
  return html`
    <div class="drop-zone" ?hidden=${!dropping} aria-hidden="true">
      <p>Drop to open</p>
      <p class="hint">${readableFormats}, plain or gzip</p>
    </div>
  `;
}
