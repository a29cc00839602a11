import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { type ColourTable, tableCss, tableIndex } from '#views/colour-map';
import { formatPercent, formatValue } from '#views/format';
import { strongestSources } from '#views/rows';
import { superscript, tokenParts } from '#views/tokens';
import { baseStyles } from './base-styles';
import { emit } from './events';

/** How many of the strongest sources show their number. */
const namedSources = 3;

/** Longer texts take lower bars and no numbers, so that the pictures below keep their room. */
const compactAbove = 32;

/**
 * A sentence with a bar over every token: how much the chosen position takes from it. Click a token
 * to choose it; arrows move along the sentence.
 *
 * @event hw-select - a token was chosen
 * @event hw-hover - the token under the pointer changed
 */
export class HwTokenStrip extends LitElement {
  static override properties = {
    tokens: { attribute: false },
    labels: { attribute: false },
    row: { attribute: false },
    queries: { attribute: false },
    table: { attribute: false },
    range: { attribute: false },
    shares: { type: Boolean },
    absentAfter: { attribute: false },
    choosable: { type: Boolean },
    plain: { type: Boolean, reflect: true },
    hoverKey: { attribute: false },
  };

  declare tokens: readonly string[];
  declare labels: readonly string[];
  /** What the chosen position takes from each token. */
  declare row: ArrayLike<number>;
  declare queries: readonly number[];
  declare table: ColourTable | undefined;
  declare range: readonly [number, number];
  /** The row sums to 1: values are shares. */
  declare shares: boolean;
  /** Tokens after this position do not exist for the chosen one (causal models). */
  declare absentAfter: number | undefined;
  /** Tokens may be chosen: rows and columns are the same tokens. */
  declare choosable: boolean;
  /** Tokens to choose from, without bars. */
  declare plain: boolean;
  declare hoverKey: number | undefined;

  constructor() {
    super();
    this.tokens = [];
    this.labels = [];
    this.row = [];
    this.queries = [];
    this.range = [0, 1];
    this.shares = false;
    this.choosable = true;
    this.plain = false;
  }

  static override styles = [
    baseStyles,
    css`
      .strip {
        display: flex;
        flex-wrap: wrap;
        gap: 2px;
        max-height: var(--hw-strip-height, 168px);
        overflow-y: auto;
        padding: 2px;
        margin: -2px;
      }
      button {
        position: relative;
        display: grid;
        grid-template-rows: 16px 28px auto;
        min-width: 24px;
        padding: 0 6px 3px;
        border-radius: 6px;
        font: var(--hw-large, 15px) / 1.4 var(--hw-mono);
        white-space: pre;
        text-align: center;
      }
      .amount {
        font: var(--hw-small, 12px) / 16px var(--hw-font);
        font-variant-numeric: tabular-nums;
        color: var(--hw-ink-2);
        margin: 0 -6px;
      }
      .well {
        grid-row: 2;
        position: relative;
        align-self: stretch;
        border-bottom: 1px solid var(--hw-line);
        margin-bottom: 2px;
      }
      .fill {
        position: absolute;
        inset: auto 0 0;
        width: min(100%, 24px);
        margin: auto;
        border-radius: 2px 2px 0 0;
        box-shadow: inset 0 0 0 1px color-mix(in srgb, var(--hw-ink) 25%, transparent);
      }
      .text {
        grid-row: 3;
      }
      .compact button {
        grid-template-rows: 0 16px auto;
        font-size: var(--hw-text, 13px);
      }
      .unseen,
      .compact .amount {
        position: absolute;
        opacity: 0;
        pointer-events: none;
      }
      :host([plain]) .amount,
      :host([plain]) .well {
        display: none;
      }
      :host([plain]) button {
        grid-template-rows: 0 0 auto;
        padding-top: 3px;
      }
      .absent .well {
        background: repeating-linear-gradient(
          -45deg,
          transparent 0 4px,
          var(--hw-line) 4px 5px
        );
      }
      .absent .text,
      .mark,
      sup {
        color: var(--hw-ink-2);
      }
      sup {
        font-size: 10px;
        line-height: 0;
      }
      button:hover,
      .hover {
        background: var(--hw-paper-2);
      }
      [aria-pressed='true'] .text {
        color: var(--hw-accent);
        font-weight: 600;
      }
      [aria-pressed='true'] {
        box-shadow: inset 0 0 0 2px var(--hw-accent);
        border-radius: 6px;
      }
      @media (pointer: coarse) {
        button {
          min-height: 44px;
          min-width: 44px;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const strongest = strongestSources(this.row, namedSources);
    const top = strongest[0]?.value ?? 0;
    const named = new Set(strongest.map(({ key }) => key));
    return html`
      <div
        class="strip ${this.tokens.length > compactAbove ? 'compact' : ''}"
        role="toolbar"
        aria-label="Tokens"
        @keydown=${this.#keyed}
        @pointerleave=${() => emit(this, 'hw-hover', { cell: undefined })}
      >
        ${this.tokens.map((token, key) => this.#token(token, key, top, named.has(key)))}
      </div>
    `;
  }

  #token(token: string, key: number, top: number, named: boolean): TemplateResult {
    const value = this.row[key] ?? 0;
    const absent = this.absentAfter !== undefined && key > this.absentAfter;
    const height = top > 0 && !absent ? (value / top) * 100 : 0;
    const colour = this.table && tableCss(this.table, tableIndex(value, ...this.range));
    const amount = this.shares ? formatPercent(value) : formatValue(value);
    const chosen = this.queries.includes(key) && this.choosable;
    const label = this.labels[key] ?? token;
    const detail = absent ? 'comes later' : amount;
    const repeats = label.endsWith(superscript(key));
    const classes = `${absent ? 'absent' : ''} ${key === this.hoverKey ? 'hover' : ''}`;
    return html`<button
      class=${classes}
      aria-pressed=${chosen}
      title=${this.plain ? label : `${label}: ${detail}`}
      tabindex=${key === (this.queries.at(-1) ?? 0) ? 0 : -1}
      data-key=${key}
      @click=${(event: MouseEvent) => this.#chosen(key, event.shiftKey)}
      @pointerenter=${() => this.#hovered(key)}
      ><span class="amount ${named ? '' : 'unseen'}">${detail}</span
      ><span class="well"
        ><span class="fill" style="height:${height}%;background:${colour}"></span></span
      ><span class="text"
        >${tokenParts(token).map((part) =>
          part.mark ? html`<span class="mark">${part.text}</span>` : part.text,
        )}${repeats ? html`<sup>${key + 1}</sup>` : ''}</span
      ></button
    >`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has('queries')) return;
    const { activeElement } = this.shadowRoot ?? {};
    const focused = this.queries.at(-1) ?? 0;
    if (
      activeElement instanceof HTMLElement &&
      activeElement.getAttribute('data-key') !== `${focused}`
    ) {
      this.#button(focused)?.focus();
    }
  }

  /** Brings a token into view and puts the keyboard on it. */
  reveal(key: number): void {
    const button = this.#button(key);
    button?.scrollIntoView({ block: 'nearest' });
    button?.focus();
  }

  #button(key: number): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`[data-key="${key}"]`);
  }

  #chosen(key: number, add: boolean): void {
    if (!this.choosable) {
      emit(this, 'hw-select', { queries: this.queries, key });
      return;
    }
    const rest = this.queries.filter((query) => query !== key);
    const removes = rest.length < this.queries.length && rest.length > 0;
    const queries = add ? (removes ? rest : [...rest, key]) : [key];
    emit(this, 'hw-select', { queries, key: undefined });
  }

  #hovered(key: number): void {
    const query = this.queries.at(-1);
    if (query !== undefined && this.row.length > 0)
      emit(this, 'hw-hover', { cell: { query, key } });
  }

  #keyed(event: KeyboardEvent): void {
    const last = this.tokens.length - 1;
    const at = Number((event.target as HTMLElement).getAttribute('data-key') ?? 0);
    const targets: Record<string, number> = {
      ArrowLeft: Math.max(0, at - 1),
      ArrowRight: Math.min(last, at + 1),
      Home: 0,
      End: last,
    };
    const target = targets[event.key];
    if (target === undefined || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.choosable) {
      emit(this, 'hw-select', { queries: [target], key: undefined, gesture: 'move' });
    } else {
      this.#button(target)?.focus();
    }
  }
}
