import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { baseStyles } from '#element/base-styles';
import { CanvasBox, prepareCanvas } from '#element/canvas-box';
import { emit } from '#element/events';
import { strongestSources } from '#views/cells/rows';
import { type ColourTable, tableCss } from '#views/colour/colour-map';
import { type ColourScale, entryOf, linearScale } from '#views/colour/scale';
import {
  type BarPlace,
  barsRatio,
  barWithin,
  drawTokenBars,
  type TokenBar,
} from '#views/text/token-bars';
import { superscript, tokenParts } from '#views/text/tokens';
import { formatPercent, formatValue } from '#views/words/format';
import { chosenTokens, keyOf, movedToken } from './token-choice';
import { pageOf, type TokenPage } from './token-pages';
import { tokenStripStyles } from './token-strip-styles';

/** How many of the strongest sources show their number. */
const namedSources = 3;

/** Texts of more characters take lower bars and no numbers: the pictures below keep their room. */
const compactAbove = 160;

/** The page makes the labels anew with every choice, mostly the same ones. */
function differ(labels: readonly string[], before: readonly string[] | undefined): boolean {
  const same = labels.length === before?.length;
  return !same || labels.some((label, key) => label !== before[key]);
}

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
    labels: { attribute: false, hasChanged: differ },
    row: { attribute: false },
    queries: { attribute: false },
    table: { attribute: false },
    scale: { attribute: false },
    shares: { type: Boolean },
    absentAfter: { attribute: false },
    choosable: { type: Boolean },
    plain: { type: Boolean, reflect: true },
    hoverKey: { attribute: false },
    start: { state: true },
  };

  declare tokens: readonly string[];
  declare labels: readonly string[];
  /** What the chosen position takes from each token. */
  declare row: ArrayLike<number>;
  declare queries: readonly number[];
  declare table: ColourTable | undefined;
  /** Where its values stand between the table's ends. */
  declare scale: ColourScale;
  /** The row sums to 1: values are shares. */
  declare shares: boolean;
  /** Tokens after this position do not exist for the chosen one (causal models). */
  declare absentAfter: number | undefined;
  /** Tokens may be chosen: rows and columns are the same tokens. */
  declare choosable: boolean;
  /** Tokens to choose from, without bars. */
  declare plain: boolean;
  declare hoverKey: number | undefined;
  /** A token of the page of tokens that was turned to. */
  declare start: number | undefined;

  /** Another width breaks the lines elsewhere: the bars move with their tokens. */
  readonly #box = new CanvasBox(this, '.strip');
  /** Of the shown tokens, the first of which is at `#placedFrom`. */
  #places: readonly BarPlace[] = [];
  #placedFrom = 0;
  /** The chosen token was brought into view since the strip has a size. */
  #revealed = false;

  constructor() {
    super();
    this.tokens = [];
    this.labels = [];
    this.row = [];
    this.queries = [];
    this.scale = linearScale([0, 1]);
    this.shares = false;
    this.choosable = true;
    this.plain = false;
  }

  static override styles = [baseStyles, tokenStripStyles];

  override render(): TemplateResult {
    const strongest = strongestSources(this.row, namedSources);
    const named = new Set(strongest.map(({ key }) => key));
    const count = this.tokens.length;
    const { from, to } = this.#page;
    const shown = this.tokens.slice(from, to);
    return html`
      <div
        class="strip ${this.#compact ? 'compact' : ''}"
        role="toolbar"
        aria-label="Tokens"
        @click=${this.#clicked}
        @keydown=${this.#keyed}
        @pointerover=${this.#pointed}
        @pointerleave=${() => emit(this, 'hw-hover', { cell: undefined })}
      >
        ${from > 0 ? this.#turn(0, from, 'before', from - 1) : nothing}
        ${shown.map((token, place) => {
          const key = from + place;
          return this.#token(token, key, named.has(key));
        })}
        ${to < count ? this.#turn(to, count, 'after', to) : nothing}
        ${this.plain ? nothing : html`<canvas class="bars" aria-hidden="true"></canvas>`}
      </div>
    `;
  }

  /** A button to tokens that are not shown because the text is very long. */
  #turn(from: number, to: number, where: string, start: number): TemplateResult {
    return html`<button
      class="turn"
      @click=${() => {
        this.start = start;
      }}
    >
      … ${to - from} tokens ${where}
    </button>`;
  }

  /** The chosen position takes nothing from this token because the token is not there for it. */
  #absent(key: number): boolean {
    const later = this.absentAfter !== undefined && key > this.absentAfter;
    return later || Number.isNaN(this.row[key] ?? 0);
  }

  get #focused(): number {
    return this.queries.at(-1) ?? 0;
  }

  get #page(): TokenPage {
    return pageOf(this.start ?? this.#focused, this.tokens.length);
  }

  /** By its characters, and two of room around every token. */
  get #compact(): boolean {
    const length = this.labels.reduce((sum, label) => sum + label.length + 2, 0);
    return length > compactAbove;
  }

  #token(token: string, key: number, named: boolean): TemplateResult {
    const value = this.row[key] ?? 0;
    const leftOut = Number.isNaN(value);
    const absent = this.#absent(key);
    const amount = this.shares ? formatPercent(value) : formatValue(value);
    const chosen = this.queries.includes(key) && this.choosable;
    const label = this.labels[key] ?? token;
    const detail = leftOut ? 'left out' : absent ? 'comes later' : amount;
    const repeats = label.endsWith(superscript(key));
    return html`<button
      class=${absent ? 'token absent' : 'token'}
      aria-pressed=${chosen}
      title=${this.plain ? label : `${label}: ${detail}`}
      tabindex=${key === this.#focused ? 0 : -1}
      data-key=${key}
      ><span class="amount">${named ? detail : ''}</span
      ><span class="well"></span
      ><span class="text"
        >${tokenParts(token).map((part) =>
          part.mark ? html`<span class="mark">${part.text}</span>` : part.text,
        )}${repeats ? html`<sup>${key + 1}</sup>` : ''}</span
      ></button
    >`;
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
    // Before its size is told, measuring would have the whole page laid out for it alone.
    if (this.#box.box.width === 0) {
      this.#revealed = false;
      return;
    }
    this.#drawBars(changed);
    if (this.#revealed && !changed.has('queries') && !changed.has('tokens')) return;
    this.#revealed = true;
    const { activeElement } = this.shadowRoot ?? {};
    const focused = this.#focused;
    this.#scrollTo(focused);
    const elsewhere = activeElement?.getAttribute('data-key') !== `${focused}`;
    if (activeElement instanceof HTMLElement && elsewhere) this.#button(focused)?.focus();
  }

  /**
   * All bars in one picture. As elements, each with a style of its own, they were half of what
   * choosing a word cost at 512 tokens.
   */
  #drawBars(changed: PropertyValues<this>): void {
    const canvas = this.renderRoot.querySelector<HTMLCanvasElement>('.bars');
    if (canvas === null) return;
    const { from } = this.#page;
    // A long text names no amounts, so that a choice leaves every word where it is.
    const choice = changed.size > 0 && !changed.has('tokens') && !changed.has('labels');
    if (!choice || !this.#compact || from !== this.#placedFrom) this.#places = this.#measure();
    this.#placedFrom = from;
    const top = strongestSources(this.row, 1)[0]?.value ?? 0;
    const bars = this.#places.map((place, index): TokenBar => {
      const value = this.row[from + index] ?? 0;
      const share = top > 0 && !this.#absent(from + index) ? value / top : 0;
      const colour = this.table ? tableCss(this.table, entryOf(this.scale, value)) : '';
      return { ...place, share, colour };
    });
    const width = canvas.parentElement?.clientWidth ?? 0;
    const height = Math.max(0, ...this.#places.map(({ bottom }) => bottom));
    const ratio = barsRatio(width, height, this.#box.box.ratio);
    const context = prepareCanvas(canvas, { width, height, ratio });
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    const outline = getComputedStyle(canvas).color;
    if (context) drawTokenBars(context, bars, { width, height }, outline);
  }

  #measure(): BarPlace[] {
    const wells = this.renderRoot.querySelectorAll<HTMLElement>('.well');
    return [...wells].map((well) => {
      const { parentElement: token, clientWidth: width, clientHeight: height } = well;
      const { offsetLeft = 0, offsetTop = 0 } = token instanceof HTMLElement ? token : {};
      const bottom = offsetTop + well.offsetTop + height;
      return barWithin({ left: offsetLeft + well.offsetLeft, bottom, width, height });
    });
  }

  #markHover(): void {
    this.renderRoot.querySelector('.hover')?.classList.remove('hover');
    if (this.hoverKey !== undefined) this.#button(this.hoverKey)?.classList.add('hover');
  }

  /** Scrolls the strip, and nothing around it, until a token is in view. */
  #scrollTo(key: number): void {
    const strip = this.renderRoot.querySelector('.strip');
    const button = this.#button(key);
    if (strip === null || button === null) return;
    const top = button.offsetTop - button.clientHeight / 2;
    const bottom = button.offsetTop + button.clientHeight * 1.5;
    if (top < strip.scrollTop) strip.scrollTop = top;
    else if (bottom > strip.scrollTop + strip.clientHeight) {
      strip.scrollTop = bottom - strip.clientHeight;
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
    emit(this, 'hw-select', chosenTokens(this.queries, key, add));
  }

  #clicked(event: MouseEvent): void {
    const key = keyOf(event);
    if (key !== undefined) this.#chosen(key, event.shiftKey);
  }

  #pointed(event: PointerEvent): void {
    const key = keyOf(event);
    const query = this.queries.at(-1);
    if (key === undefined || query === undefined || this.plain) return;
    if (key !== this.hoverKey) emit(this, 'hw-hover', { cell: { query, key } });
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
