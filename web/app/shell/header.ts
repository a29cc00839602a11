import { html, nothing, type TemplateResult } from 'lit';
import type { OpenInput, ThemeChoice } from '#app/state/state';
import type { AttentionInfo } from '#model/attention';
import { formatCount } from '#views/words/format';

export interface HeaderActions {
  readonly open: () => void;
  readonly openExample: () => void;
  readonly share: () => void;
  readonly chooseTheme: (theme: ThemeChoice) => void;
  readonly input: () => void;
  readonly help: () => void;
}

/** Name, what is open, and what can be done with the whole page. */
export function header(
  input: OpenInput | undefined,
  dark: boolean,
  actions: HeaderActions,
): TemplateResult {
  const otherTheme = dark ? 'Light colours' : 'Dark colours';
  return html`
    <header class="top">
      <h1>
        <svg class="brand-mark" viewBox="0 0 20 16" aria-hidden="true">
          <path d="M1 3c3-2.4 6-2.4 9 0s6 2.4 9 0" />
          <path d="M1 8c3-2.4 6-2.4 9 0s6 2.4 9 0" />
          <path d="M1 13c3-2.4 6-2.4 9 0s6 2.4 9 0" />
        </svg>
        Headwater
      </h1>
      <div class="what" data-test="what">
        ${input === undefined ? nothing : what(input, actions.input)}
      </div>
      <div class="actions">
        <button class="action" @click=${actions.open}>Open<kbd>o</kbd></button>
        <button class="action" @click=${actions.openExample}>Example</button>
        <button class="action" @click=${actions.share}>Share<kbd>s</kbd></button>
        <button
          class="action icon"
          aria-label=${otherTheme}
          title=${otherTheme}
          @click=${() => actions.chooseTheme(dark ? 'light' : 'dark')}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M8 1a7 7 0 1 0 0 14V1z" />
            <circle cx="8" cy="8" r="6.4" class="rim" />
          </svg>
        </button>
        <button
          class="action icon"
          aria-label="Keys and gestures"
          title="Keys and gestures (?)"
          @click=${actions.help}
        >
          ?
        </button>
      </div>
    </header>
  `;
}

function what({ info, name }: OpenInput, look: () => void): TemplateResult {
  return html`
    <button class="action" aria-haspopup="dialog" title="What was found in it (i)" @click=${look}>
      <b title=${name}>${info.model === '' ? name : info.model}</b>
      <span class="shape">${shapeWords(info)}</span>
    </button>
  `;
}

function shapeWords({ layers, heads, queries, keys }: AttentionInfo): string {
  const tokens = queries === keys ? formatCount(keys, 'token') : `${queries} × ${keys} tokens`;
  return [formatCount(layers, 'layer'), formatCount(heads, 'head'), tokens].join(' · ');
}
