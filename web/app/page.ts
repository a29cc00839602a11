import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { HeadwaterEvents } from '#element/events';
import type { HwMatrix } from '#element/matrix';
import { readTheme } from '#element/read-theme';
import type { HwTokenStrip } from '#element/token-strip';
import { formatDuration } from '#views/format';
import type { Cell } from '#views/matrix-layout';
import { methodNames } from '#views/sentences';
import type { Theme } from '#views/theme';
import type { Analysis } from './analysis';
import { controls } from './controls';
import { TokenFinder } from './find';
import { type HeaderActions, header } from './header';
import { helpDialog } from './help';
import { takeFiles } from './intake';
import { methodChoices, refusal } from './methods';
import type { Opening } from './opening';
import { makePicture, type Picture, readHover } from './picture';
import { Player } from './player';
import { isForPage, type ShortcutTargets, shortcutFor } from './shortcuts';
import type { Settings, ThemeChoice } from './state';
import { noticeLine, taskStates } from './states';
import type { Store } from './store';
import { tabs } from './tabs';
import { type View, views } from './views';

/** What the page works with. */
export interface Parts {
  readonly store: Store;
  readonly analysis: Analysis;
  readonly opening: Opening;
  readonly openExample: () => void;
}

/** The explorer: header, controls, one view, and what is selected. */
export class HeadwaterPage extends LitElement {
  static override properties = {
    parts: { attribute: false },
    theme: { state: true },
    hover: { state: true },
    dropping: { state: true },
    sheetOpen: { state: true },
  };

  declare parts: Parts;
  declare theme: Theme | undefined;
  declare hover: Cell | undefined;
  declare dropping: boolean;
  declare sheetOpen: boolean;

  #picture: Picture | undefined;
  /** What the picture was made of. */
  #made: readonly unknown[] = [];
  #ends: (() => void)[] = [];
  readonly #player = new Player(
    () => this.#playNext(),
    () => this.requestUpdate(),
  );
  readonly #finder = new TokenFinder((position) => this.#found(position));

  constructor() {
    super();
    this.dropping = false;
    this.sheetOpen = false;
  }

  /** The page's own parts are in the document, where the page's style sheet reaches them. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { store, analysis, opening } = this.parts;
    const end = new AbortController();
    const { signal } = end;
    const update = () => this.requestUpdate();
    // What is shown of a task depends on how long it has been going on.
    const follow = () => {
      update();
      if (analysis.computing === undefined && opening.reading === undefined) return;
      for (const delay of [160, 1010]) setTimeout(update, delay);
    };
    analysis.addEventListener('change', follow, { signal });
    opening.addEventListener('change', follow, { signal });
    window.addEventListener('keydown', (event) => this.#keyed(event), { signal });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#readTheme(), {
      signal,
    });
    const hovering = (over: boolean) => {
      this.dropping = over;
    };
    this.#ends = [store.subscribe(update), takeFiles(opening, hovering), () => end.abort()];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#player.stop();
    for (const end of this.#ends) end();
  }

  override firstUpdated(): void {
    this.#readTheme();
  }

  /**
   * Makes the picture anew only where something it is made of changed, so not while pointing: at
   * 512 tokens a move of the pointer takes 3 ms so, and 35 ms with a new picture each time.
   */
  override willUpdate(): void {
    const { store, analysis } = this.parts;
    const made = [store.state.settings, analysis.results, this.theme] as const;
    if (this.theme === undefined || made.every((part, place) => part === this.#made[place])) return;
    this.#made = made;
    this.#picture = makePicture(store.state, analysis.results, this.theme, this.#picture);
  }

  override render(): TemplateResult {
    return html`
      ${header(this.parts.store.state.input, this.#dark(), this.#actions)}
      <main
        @hw-select=${this.#selected}
        @hw-hover=${this.#hovered}
        @hw-layer=${this.#layerChosen}
        @hw-play=${this.#played}
        @hw-range=${this.#ranged}
      >
        ${this.#sheet()} ${this.#stage()}
        <aside class="selected" aria-label="Selected">
          <hw-selected-panel
            .selected=${this.#picture?.selected}
            .theme=${this.theme}
          ></hw-selected-panel>
        </aside>
      </main>
      ${this.#footer()} ${this.#dropZone()}
      ${helpDialog(this.parts.store.state.shortcuts, (on) =>
        this.parts.store.dispatch({ type: 'shortcuts', on }),
      )}
      <input
        type="file"
        class="file"
        hidden
        aria-label="Open a file"
        @change=${this.#picked}
      />
    `;
  }

  #sheet(): TemplateResult {
    const { store, opening } = this.parts;
    const { input, settings } = store.state;
    const line =
      input === undefined
        ? 'Controls'
        : `${methodChoices.find(({ method }) => method === settings.method)?.label}, layer ${settings.layer + 1} of ${input.info.layers}`;
    return html`
      <aside class="controls ${this.sheetOpen ? 'open' : ''}" aria-label="Controls">
        <button
          class="sheet-toggle"
          aria-expanded=${this.sheetOpen}
          @click=${this.#toggleSheet}
        >
          <span>${line}</span><span class="detail">${this.sheetOpen ? 'Close' : 'Controls'}</span>
        </button>
        <div class="sheet-body">
          ${
            input === undefined
              ? nothing
              : controls({
                  input,
                  settings,
                  picture: this.#picture,
                  playing: this.#player.playing,
                  change: (change, gesture) => this.#change(change, gesture),
                  choose: (choice) => void opening.choose(choice),
                })
          }
        </div>
      </aside>
    `;
  }

  #stage(): TemplateResult {
    const { store, analysis, opening } = this.parts;
    const { input, settings } = store.state;
    const picture = this.#picture;
    const waits = opening.reading !== undefined || picture?.input !== input;
    const offered = picture === undefined ? [] : views.filter((view) => view.applies(picture));
    const view = offered.find(({ name }) => name === settings.view) ?? offered[0];
    return html`
      <section class="stage" aria-label="Picture">
        <div class="bar">
          ${tabs(offered, view?.name ?? '', (name) => this.#change({ view: name }))}
          ${picture === undefined ? nothing : this.#finder.render(picture.keyLabels)}
        </div>
        ${input === undefined ? nothing : noticeLine(input, (choice) => void opening.choose(choice))}
        <div
          class="canvas ${waits ? 'dimmed' : ''}"
          id="view"
          role="tabpanel"
          aria-labelledby="tab-${view?.name ?? ''}"
        >
          ${view === undefined || picture === undefined ? nothing : this.#view(view, picture)}
        </div>
        ${taskStates(analysis, opening, picture !== undefined)}
      </section>
    `;
  }

  #view(view: View, picture: Picture): TemplateResult | typeof nothing {
    const { theme, hover } = this;
    if (theme === undefined) return nothing;
    return view.render({
      picture,
      settings: this.parts.store.state.settings,
      theme,
      hover,
      reading: hover && readHover(picture, this.parts.analysis.results, hover),
      change: (change) => this.#change(change),
    });
  }

  #footer(): TemplateResult {
    const picture = this.#picture;
    return html`
      <footer>
        <span data-test="time">${
          picture === undefined
            ? ''
            : `${methodNames[picture.method]} ${formatDuration(picture.milliseconds)}`
        }</span>
        <span>nothing leaves this device</span>
      </footer>
    `;
  }

  #dropZone(): TemplateResult {
    return html`
      <div class="drop-zone" ?hidden=${!this.dropping} aria-hidden="true">
        <p>Drop to open</p>
        <p class="hint">JSON, gzip of it, .npy, .npz, .safetensors, or a page of another tool</p>
      </div>
    `;
  }

  /** Opening the sheet brings the matrix to where the sheet does not cover it. */
  #toggleSheet(): void {
    this.sheetOpen = !this.sheetOpen;
    if (this.sheetOpen) this.#matrix?.scrollIntoView({ block: 'start' });
  }

  get #matrix(): HwMatrix | null {
    return this.querySelector<HwMatrix>('hw-matrix');
  }

  #dark(): boolean {
    const { theme } = this.parts.store.state;
    if (theme !== 'system') return theme === 'dark';
    return matchMedia('(prefers-color-scheme: dark)').matches;
  }

  #chooseTheme(theme: ThemeChoice): void {
    this.parts.store.dispatch({ type: 'themed', theme });
    document.documentElement.setAttribute('data-theme', theme);
    this.#readTheme();
  }

  #readTheme(): void {
    this.theme = readTheme(this);
  }

  #change(change: Partial<Settings>, gesture?: string): void {
    const action = { type: 'changed', change } as const;
    this.parts.store.dispatch(gesture === undefined ? action : { ...action, gesture });
  }

  #selected({ detail }: CustomEvent<HeadwaterEvents['hw-select']>): void {
    const { queries, key, gesture } = detail;
    this.#change({ selection: { queries, key } }, gesture);
  }

  #hovered({ detail }: CustomEvent<HeadwaterEvents['hw-hover']>): void {
    this.hover = detail.cell;
  }

  #layerChosen({ detail }: CustomEvent<HeadwaterEvents['hw-layer']>): void {
    this.#player.stop();
    this.#change({ layer: detail.layer }, detail.gesture);
  }

  #ranged({ detail }: CustomEvent<HeadwaterEvents['hw-range']>): void {
    const { scale } = this.parts.store.state.settings;
    this.#change({ scale: { ...scale, range: detail.range } }, detail.gesture);
  }

  #played({ detail }: CustomEvent<HeadwaterEvents['hw-play']>): void {
    if (detail.playing) this.#player.start();
    else this.#player.stop();
  }

  #playNext(): void {
    const { store } = this.parts;
    const { input, settings } = store.state;
    if (input === undefined) return;
    const first = settings.method === 'raw' ? 0 : settings.options.startLayer;
    const layer = settings.layer + 1 < input.info.layers ? settings.layer + 1 : first;
    store.dispatch({ type: 'passed', change: { layer } });
  }

  #found(position: number): void {
    const { queries } = this.parts.store.state.settings.selection;
    const found = this.#picture?.square
      ? { queries: [position], key: undefined }
      : { queries, key: position };
    this.#change({ selection: found }, 'find');
    this.querySelector<HwTokenStrip>('hw-token-strip:not([plain])')?.reveal(position);
  }

  #pick(): void {
    this.querySelector<HTMLInputElement>('.file')?.click();
  }

  #picked(event: Event): void {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = '';
    if (file !== undefined) void this.parts.opening.open(file, file.name);
  }

  #help(): void {
    this.querySelector<HTMLDialogElement>('.help')?.showModal();
  }

  #keyed(event: KeyboardEvent): void {
    if (this.querySelector('dialog[open]') !== null) return;
    if (!this.parts.store.state.shortcuts && event.key !== 'Escape') return;
    if (document.activeElement === document.body) this.#matrix?.walk(event);
    const shortcut = isForPage(event) ? shortcutFor(event.key) : undefined;
    if (shortcut === undefined) return;
    event.preventDefault();
    shortcut.run(this.#targets, event.key);
  }

  readonly #actions: HeaderActions = {
    open: () => this.#pick(),
    openExample: () => this.parts.openExample(),
    chooseTheme: (theme) => this.#chooseTheme(theme),
    help: () => this.#help(),
  };

  readonly #targets: ShortcutTargets = {
    layerBy: (step) => {
      const { layer } = this.parts.store.state.settings;
      this.#player.stop();
      this.#change({ layer: Math.max(0, layer + step) }, 'layer keys');
    },
    play: () => (this.#player.playing ? this.#player.stop() : this.#player.start()),
    method: (method) => {
      const { input } = this.parts.store.state;
      if (input !== undefined && refusal(method, input.info) === undefined)
        this.#change({ method });
    },
    view: (place) => {
      const picture = this.#picture;
      const view = picture && views.filter(({ applies }) => applies(picture))[place];
      if (view !== undefined) this.#change({ view: view.name });
    },
    undo: () => this.parts.store.dispatch({ type: 'undone' }),
    redo: () => this.parts.store.dispatch({ type: 'redone' }),
    find: () => this.#finder.focus(this),
    open: () => this.#pick(),
    help: () => this.#help(),
    letGo: () => this.#letGo(),
  };

  #letGo(): void {
    const { store, analysis, opening } = this.parts;
    const { selection } = store.state.settings;
    if (opening.refused !== undefined) opening.dismiss();
    else if (analysis.message !== undefined) analysis.dismiss();
    else if (this.sheetOpen) this.sheetOpen = false;
    else if (selection.key !== undefined || selection.queries.length > 1) {
      this.#change({ selection: { queries: selection.queries.slice(-1), key: undefined } });
    }
  }
}
