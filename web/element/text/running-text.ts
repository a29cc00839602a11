import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { baseStyles } from '#element/base-styles';
import { emit } from '#element/events';
import { type ColourTable, inkOn, tableCss } from '#views/colour/colour-map';
import { type ColourScale, entryOf, linearScale } from '#views/colour/scale';
import { tokenText } from '#views/text/tokens';
import { formatPercent, formatValue } from '#views/words/format';
import { chosenTokens, keyOf, movedToken } from './token-choice';
import { pageOf } from './token-pages';

/**
 * Tokens as running text, each coloured by what the chosen position takes from it. Click a token to
 * choose it; arrows move along the text.
 *
 * @event hw-select - a token was chosen
 * @event hw-hover - the token under the pointer changed
 */
export class HwRunningText extends LitElement {
  static override properties = {
    tokens: { attribute: false },
    labels: { attribute: false },
    row: { attribute: false },
    queries: { attribute: false },
    table: { attribute: false },
    scale: { attribute: false },
    shares: { type: Boolean },
    absentAfter: { attribute: false },
    choosable: { type: Boolean },
    name: { type: String },
    hoverKey: { attribute: false },
    start: { state: true },
  };

  declare tokens: readonly string[];
  declare labels: readonly string[];
  /** What the chosen position takes from each token; not a number where it is left out. */
  declare row: ArrayLike<number>;
  declare queries: readonly number[];
  declare table: ColourTable | undefined;
  declare scale: ColourScale;
  /** The row sums to 1: values are shares. */
  declare shares: boolean;
  /** Tokens after this position do not exist for the chosen one (causal models). */
  declare absentAfter: number | undefined;
  /** Tokens may be chosen: rows and columns are the same tokens. */
  declare choosable: boolean;
  /** What the colours are, for readers. */
  declare name: string;
  declare hoverKey: number | undefined;
  /** A token of the page of tokens that was turned to. */
  declare start: number | undefined;

  constructor() {
    super();
    this.tokens = [];
    this.labels = [];
    this.row = [];
    this.queries = [];
    this.scale = linearScale([0, 1]);
    this.shares = false;
    this.choosable = true;
    this.name = 'Text';
  }

  static override styles = [
    baseStyles,
    css`
      .text {
        font: var(--hw-large, 15px) / 1.9 var(--hw-mono);
        overflow-wrap: anywhere;
      }
      .token {
        display: inline;
        padding: 3px 4px;
        margin: 0 1px;
        border-radius: 3px;
        white-space: pre-wrap;
        box-decoration-break: clone;
        -webkit-box-decoration-break: clone;
      }
      .absent {
        color: var(--hw-ink-2);
        background: repeating-linear-gradient(
          -45deg,
          transparent 0 4px,
          var(--hw-line) 4px 5px
        );
      }
      .token:hover,
      .hover {
        outline: 2px solid var(--hw-ink);
        outline-offset: 1px;
      }
      [aria-pressed='true'] {
        outline: 2px solid var(--hw-accent);
        outline-offset: 1px;
        font-weight: 600;
      }
      .token:focus-visible {
        outline: 2px solid var(--hw-ink);
        outline-offset: 3px;
      }
      .turn {
        padding: 0 8px;
        color: var(--hw-ink-2);
        text-decoration: underline;
        text-underline-offset: 2px;
      }
      @media (pointer: coarse) {
        .text {
          line-height: 44px;
        }
        .token {
          padding: 12px 6px;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const count = this.tokens.length;
    const { from, to } = pageOf(this.start ?? this.#focused, count);
    return html`
      <div
        class="text"
        role="toolbar"
        aria-label=${this.name}
        @click=${this.#clicked}
        @keydown=${this.#keyed}
        @pointerover=${this.#pointed}
        @pointerleave=${() => emit(this, 'hw-hover', { cell: undefined })}
      >${from > 0 ? this.#turn(`… ${from} tokens before`, from - 1) : nothing}${this.tokens
        .slice(from, to)
        .map((token, place) => this.#token(token, from + place))}${
        to < count ? this.#turn(`… ${count - to} tokens after`, to) : nothing
      }</div>
    `;
  }

  #turn(words: string, start: number): TemplateResult {
    return html`<button
      class="turn"
      @click=${() => {
        this.start = start;
      }}
    >${words}</button>`;
  }

  get #focused(): number {
    return this.queries.at(-1) ?? 0;
  }

  #token(token: string, key: number): TemplateResult {
    const value = this.row[key] ?? Number.NaN;
    const later = this.absentAfter !== undefined && key > this.absentAfter;
    const absent = later || Number.isNaN(value);
    const entry = entryOf(this.scale, value);
    const { table } = this;
    const colours =
      absent || table === undefined
        ? ''
        : `background:${tableCss(table, entry)};color:${inkOn(table, entry)}`;
    const amount = this.shares ? formatPercent(value) : formatValue(value);
    const detail = later ? 'comes later' : Number.isNaN(value) ? 'left out' : amount;
    return html`<button
      class=${absent ? 'token absent' : 'token'}
      style=${colours}
      aria-pressed=${this.choosable && this.queries.includes(key)}
      aria-label=${`${this.labels[key] ?? token}: ${detail}`}
      title=${`${this.labels[key] ?? token}: ${detail}`}
      tabindex=${key === this.#focused ? 0 : -1}
      data-key=${key}
    >${tokenText(token)}</button>`;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('queries') || changed.has('tokens')) this.start = undefined;
  }

  /** Pointing marks one token and leaves the others as they are. */
  override shouldUpdate(changed: PropertyValues<this>): boolean {
    if (changed.size > 1 || !changed.has('hoverKey')) return true;
    this.#markHover();
    return false;
  }

  override updated(changed: PropertyValues<this>): void {
    this.#markHover();
    const { activeElement } = this.shadowRoot ?? {};
    const focused = this.#focused;
    const elsewhere = activeElement?.getAttribute('data-key') !== `${focused}`;
    const moved = changed.has('queries') && activeElement instanceof HTMLElement && elsewhere;
    if (moved) this.#button(focused)?.focus();
  }

  #markHover(): void {
    this.renderRoot.querySelector('.hover')?.classList.remove('hover');
    if (this.hoverKey !== undefined) this.#button(this.hoverKey)?.classList.add('hover');
  }

  #button(key: number): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`[data-key="${key}"]`);
  }

  #clicked(event: MouseEvent): void {
    const key = keyOf(event);
    if (key === undefined) return;
    if (this.choosable) emit(this, 'hw-select', chosenTokens(this.queries, key, event.shiftKey));
    else emit(this, 'hw-select', { queries: this.queries, key });
  }

  #pointed(event: PointerEvent): void {
    const key = keyOf(event);
    const query = this.queries.at(-1);
    if (key === undefined || query === undefined || key === this.hoverKey) return;
    emit(this, 'hw-hover', { cell: { query, key } });
  }

  #keyed(event: KeyboardEvent): void {
    const target = movedToken(event, keyOf(event) ?? this.#focused, this.tokens.length - 1);
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.choosable) {
      emit(this, 'hw-select', { queries: [target], key: undefined, gesture: 'move' });
    } else {
      this.#button(target)?.focus();
    }
  }
}
