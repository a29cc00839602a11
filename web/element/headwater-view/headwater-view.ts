import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { baseStyles } from '#element/base-styles';
import type { HeadwaterEvents } from '#element/events';
import { readTheme } from '#element/read-theme';
import type { AttentionData } from '#engine/attention-data';
import { contentOf } from '#engine/attention-data';
import { createEngine } from '#engine/browser-worker';
import { EngineError, type Progress } from '#engine/engine';
import type { AttentionInfo } from '#model/attention';
import { type MatrixStack, valueAt } from '#model/matrix';
import { placeOfLayer } from '#views/cells/rows';
import type { Theme } from '#views/colour/theme';
import type { Cell } from '#views/matrix/layout';
import { formatValue } from '#views/words/format';
import type {
  HeadwaterSelection,
  HeadwaterViewElement,
  HeadwaterViewEvents,
} from './headwater-view-element';
import { loadComponents } from './late-components';
import { NearViewport } from './near-viewport';
import { followPageColours, pageColours } from './page-colours';
import { type OpenedInput, SharedInputs } from './shared-inputs';
import { headwaterViewStyles } from './styles';
import { figureOf } from './view-figure';
import { type ViewPicture, ViewPictures } from './view-picture';
import {
  AttributeError,
  attributeNames,
  layerOf,
  queriesOf,
  readSettings,
  type ViewSettings,
} from './view-settings';

const inputs = new SharedInputs(() => createEngine());

const pictureParts = 'hw-matrix, hw-legend, hw-token-strip, hw-evolution';

/**
 * A picture of a transformer's attention, to click in. docs/embedding.md lists attributes,
 * properties, events, custom properties and parts.
 *
 * @event headwater-select - the reader chose positions, a cell or a layer
 * @event headwater-load - the picture stands
 * @event headwater-error - there is no picture, and why
 * @csspart figure - everything that is shown
 * @csspart caption - the line under the picture
 * @csspart sentence - the sentence about the chosen position
 * @csspart message - why there is no picture
 * @slot - shown until the picture stands, and without JavaScript
 */
export class HeadwaterView extends LitElement implements HeadwaterViewElement {
  static override properties = {
    src: {},
    view: {},
    method: {},
    heads: {},
    residual: {},
    discard: {},
    layer: {},
    query: {},
    theme: { reflect: true },
    alt: {},
    poster: {},
    loading: {},
    data: { attribute: false },
    colours: { state: true },
    chosen: { state: true },
    hover: { state: true },
    range: { state: true },
    stack: { state: true },
    message: { state: true },
    progress: { state: true },
  };

  declare src: string | null;
  declare view: string | null;
  declare method: string | null;
  declare heads: string | null;
  declare residual: string | null;
  declare discard: string | null;
  declare layer: string | null;
  declare query: string | null;
  declare theme: string | null;
  declare alt: string | null;
  declare poster: string | null;
  declare loading: string | null;
  declare data: AttentionData | Blob | string | undefined;

  declare colours: Theme | undefined;
  /** What the reader chose, over what the attributes say. */
  declare chosen: Partial<HeadwaterSelection>;
  declare hover: Cell | undefined;
  declare range: 'auto' | readonly [number, number];
  declare stack: MatrixStack | undefined;
  declare message: string | undefined;
  declare progress: Progress | undefined;

  readonly #viewport = new NearViewport(this);
  readonly #pictures = new ViewPictures();
  readonly #sheet = new CSSStyleSheet();
  #input: OpenedInput | undefined;
  #settings: ViewSettings | undefined;
  /** What the stack was computed with. */
  #computed = '';
  #reading: AbortController | undefined;
  #computing: AbortController | undefined;
  /** What is shown is what the attributes ask for. */
  #settled = false;
  #unfollow: () => void = () => undefined;

  constructor() {
    super();
    for (const name of attributeNames) this[name] = null;
    this.src = null;
    this.theme = null;
    this.alt = null;
    this.poster = null;
    this.loading = null;
    this.chosen = {};
    this.range = 'auto';
  }

  static override styles = [baseStyles, headwaterViewStyles];

  get info(): AttentionInfo | undefined {
    return this.#input?.info;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unfollow = followPageColours(() => this.#readColours());
    if (this.#input === undefined && this.hasUpdated) this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unfollow();
    this.#close();
  }

  protected override firstUpdated(): void {
    this.shadowRoot?.adoptedStyleSheets.push(this.#sheet);
    this.#readColours();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.loading === 'eager') this.#viewport.come();
    const settingsChanged = attributeNames.some((name) => changed.has(name));
    if (settingsChanged) this.chosen = {};
    if (changed.has('src') || changed.has('data')) this.#close();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('theme')) this.#readColours();
    if (!this.#viewport.near) return;
    const idle = this.#input === undefined && this.#reading === undefined;
    if (idle && this.message === undefined) this.#open();
    else if (attributeNames.some((name) => changed.has(name))) this.#compute();
    this.#sayDrawn();
  }

  /** The attribute `drawn` is there while every part shows what the attributes ask for. */
  #sayDrawn(event?: Event): void {
    event?.stopPropagation();
    const parts = [...(this.shadowRoot?.querySelectorAll(pictureParts) ?? [])];
    const drawn = parts.length > 0 && parts.every((part) => part.hasAttribute('drawn'));
    this.toggleAttribute('drawn', this.#settled && drawn);
  }

  override render(): TemplateResult {
    const picture = this.#picture();
    return html`
      <figure
        part="figure"
        aria-label=${this.alt ?? nothing}
        aria-busy=${this.#reading !== undefined || this.#computing !== undefined}
        @hw-select=${this.#selected}
        @hw-hover=${this.#hovered}
        @hw-layer=${this.#layerChosen}
        @hw-range=${this.#ranged}
        @hw-drawn=${this.#sayDrawn}
      >
        ${picture === undefined ? this.#waiting() : figureOf(picture)}
        ${
          this.message === undefined
            ? nothing
            : html`<p class="message" part="message" role="alert">${this.message}</p>`
        }
      </figure>
    `;
  }

  /** What stands in the picture's place: what the page put there, or the poster, and progress. */
  #waiting(): TemplateResult {
    const { progress, poster, alt } = this;
    const share = progress?.total ? progress.done / progress.total : undefined;
    const busy = this.#viewport.near && this.message === undefined && this.#wanted;
    return html`
      <div class="waiting">
        <slot>${poster ? html`<img src=${poster} alt=${alt ?? ''} />` : (alt ?? nothing)}</slot>
        ${
          busy
            ? html`<progress max="1" .value=${share ?? nothing} aria-label="Loading"></progress>`
            : nothing
        }
      </div>
    `;
  }

  #picture(): Parameters<typeof figureOf>[0] | undefined {
    const { stack, colours, hover } = this;
    const input = this.#input;
    const settings = this.#settings;
    if (!stack || !colours || !input || !settings) return undefined;
    const { info } = input;
    const { layer, queries, key } = this.#selection(info, settings);
    const evolution = settings.view === 'layers' || settings.view === 'overview';
    const made: ViewPicture = this.#pictures.make(
      { info, stack, options: settings.options, layer, queries, key, range: this.range, evolution },
      colours,
    );
    const place = placeOfLayer(stack, layer);
    const exists = hover && !(info.causal && hover.key > hover.query);
    const value = hover && valueAt(stack, place, hover.query, hover.key);
    const reading = {
      name: exists ? stack.method : 'comes later: it cannot be seen',
      text: exists && value !== undefined ? formatValue(value) : '',
      current: true,
    };
    return {
      picture: made,
      info,
      theme: colours,
      view: settings.view,
      layer,
      queries,
      key,
      hover,
      reading,
      value: exists ? value : undefined,
      clamped: this.range !== 'auto',
    };
  }

  #selection(info: AttentionInfo, settings: ViewSettings): HeadwaterSelection {
    return {
      queries: this.chosen.queries ?? queriesOf(this.query, info),
      key: this.chosen.key,
      layer: this.chosen.layer ?? layerOf(settings.layer, info),
    };
  }

  get #wanted(): boolean {
    return this.data !== undefined || (this.src ?? '') !== '';
  }

  async #open(): Promise<void> {
    if (!this.#wanted || !this.isConnected || !this.#viewport.near) return;
    const reading = new AbortController();
    this.#reading = reading;
    this.message = undefined;
    const task = {
      signal: reading.signal,
      onProgress: (progress: Progress) => {
        this.progress = progress;
      },
    };
    try {
      const { data } = this;
      const input =
        data === undefined
          ? await inputs.openAddress(new URL(this.src ?? '', this.baseURI).href, task)
          : await inputs.openContent(contentOf(data), task);
      if (reading.signal.aborted) {
        input.release();
        return;
      }
      this.#input = input;
      await this.#compute();
    } catch (error) {
      if (!reading.signal.aborted) this.#fail(error);
    } finally {
      if (this.#reading === reading) this.#reading = undefined;
      this.requestUpdate();
    }
  }

  /** Computes what the attributes ask for, unless it stands already. */
  async #compute(): Promise<void> {
    const input = this.#input;
    if (input === undefined) return;
    this.#computing?.abort();
    const computing = new AbortController();
    this.#computing = computing;
    this.#settled = false;
    const { signal } = computing;
    try {
      const settings = readSettings(this);
      const { method, options } = settings;
      this.#selection(input.info, settings);
      const computed = JSON.stringify([input.id, method, options]);
      this.message = undefined;
      if (computed !== this.#computed) {
        const { engine, id } = input;
        const stack =
          method === 'raw'
            ? await engine.raw(id, options, { signal })
            : method === 'rollout'
              ? await engine.rollout(id, options, { signal })
              : (await engine.flow(id, { ...options, sinkLayer: 0 }, { signal })).stack;
        if (signal.aborted) return;
        this.#computed = computed;
        this.stack = stack;
        this.range = 'auto';
      }
      await loadComponents(settings.view);
      // Meanwhile other attributes may have been set.
      if (signal.aborted) return;
      this.#computing = undefined;
      this.#settings = settings;
      this.#settled = true;
      this.requestUpdate();
      await this.updateComplete;
      this.#tell('headwater-load', input.info);
    } catch (error) {
      if (!signal.aborted && !isAbort(error)) this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const known = error instanceof EngineError || error instanceof AttributeError;
    const detail = error instanceof Error ? error.message : String(error);
    const message = known ? detail : `The picture could not be made (${detail}).`;
    const code = error instanceof EngineError ? error.code : known ? 'attribute' : 'broken';
    this.message = message;
    this.stack = undefined;
    this.#computed = '';
    this.#computing = undefined;
    this.#tell('headwater-error', { code, message });
  }

  #close(): void {
    this.#reading?.abort();
    this.#reading = undefined;
    this.#computing?.abort();
    this.#computing = undefined;
    this.#input?.release();
    this.#input = undefined;
    this.#computed = '';
    this.#settings = undefined;
    this.#settled = false;
    this.stack = undefined;
    this.message = undefined;
    this.progress = undefined;
    this.chosen = {};
  }

  #readColours(): void {
    if (!this.hasUpdated) return;
    const own = this.theme === 'light' || this.theme === 'dark';
    const { ink, paper, dark } = pageColours(this);
    this.#sheet.replaceSync(
      own
        ? ''
        : `:host{--hw-page-ink:${ink};--hw-page-paper:${paper};color-scheme:${dark ? 'dark' : 'light'}}`,
    );
    const colours = readTheme(this);
    if (JSON.stringify(colours) !== JSON.stringify(this.colours)) this.colours = colours;
  }

  #selected(event: CustomEvent<HeadwaterEvents['hw-select']>): void {
    const { queries, key } = event.detail;
    this.#choose(event, { queries, key });
  }

  #layerChosen(event: CustomEvent<HeadwaterEvents['hw-layer']>): void {
    this.#choose(event, { layer: event.detail.layer });
  }

  #choose(event: Event, change: Partial<HeadwaterSelection>): void {
    event.stopPropagation();
    this.chosen = { ...this.chosen, ...change };
    const input = this.#input;
    if (input === undefined || this.#settings === undefined) return;
    this.#tell('headwater-select', this.#selection(input.info, this.#settings));
  }

  #hovered(event: CustomEvent<HeadwaterEvents['hw-hover']>): void {
    event.stopPropagation();
    this.hover = event.detail.cell;
  }

  #ranged(event: CustomEvent<HeadwaterEvents['hw-range']>): void {
    event.stopPropagation();
    this.range = event.detail.range;
  }

  #tell<Name extends keyof HeadwaterViewEvents>(
    name: Name,
    detail: HeadwaterViewEvents[Name]['detail'],
  ): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
