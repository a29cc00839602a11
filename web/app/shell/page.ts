import { html, LitElement, type TemplateResult } from 'lit';
import { Commands } from '#app/commands/commands';
import { TokenFinder } from '#app/commands/find';
import { helpDialog } from '#app/commands/help';
import { isForPage, isUndoOrRedo, shortcutFor } from '#app/commands/shortcuts';
import type { ControlContext } from '#app/controls/control-context';
import { controlsSheet } from '#app/controls/controls-sheet';
import { inputDialog } from '#app/input/input-dialog';
import { takeFiles } from '#app/input/intake';
import { makePicture, type Picture } from '#app/picture/picture';
import { Player } from '#app/picture/player';
import type { ShareDialog } from '#app/share/share-dialog';
import type { State, ThemeChoice } from '#app/state/state';
import type { PageContext } from '#app/view/page-context';
import { shownView } from '#app/views/views';
import type { HeadwaterEvents } from '#element/events';
import type { HwMatrix } from '#element/matrix/hw-matrix';
import { readTheme } from '#element/read-theme';
import type { HwTokenStrip } from '#element/text/token-strip';
import type { Theme } from '#views/colour/theme';
import type { Cell } from '#views/matrix/layout';
import { dropZone, footer } from './frame';
import { type HeaderActions, header } from './header';
import { stage } from './stage';

/** The explorer: header, controls, one view, and what is selected. */
export class HeadwaterPage extends LitElement {
  static override properties = {
    context: { attribute: false },
    theme: { state: true },
    hover: { state: true },
    dropping: { state: true },
    sheetOpen: { state: true },
  };

  declare context: PageContext;
  declare theme: Theme | undefined;
  declare hover: Cell | undefined;
  declare dropping: boolean;
  declare sheetOpen: boolean;

  #picture: Picture | undefined;
  /** What the picture was made of. */
  #made: readonly unknown[] = [];
  /** Whether the shown view has asked for what it needs. */
  #prepared = false;
  #tab: Element | undefined;
  #ends: (() => void)[] = [];
  readonly #player = new Player(
    () => this.#commands.playNext(),
    () => this.requestUpdate(),
  );
  readonly #finder = new TokenFinder((position) => this.#found(position));
  readonly #commands = new Commands(() => this.context, this.#player, {
    picture: () => this.#picture,
    focusFinder: () => this.#finder.focus(this),
    pickFile: () => this.querySelector<HTMLInputElement>('.file')?.click(),
    openShare: () => void this.querySelector<ShareDialog>('headwater-share')?.open(),
    openHelp: () => this.querySelector<HTMLDialogElement>('.help')?.showModal(),
    openInput: () => this.querySelector<HTMLDialogElement>('.input-dialog')?.showModal(),
    closeSheet: () => {
      const closes = this.sheetOpen;
      this.sheetOpen = false;
      return closes;
    },
  });

  constructor() {
    super();
    this.dropping = false;
    this.sheetOpen = false;
  }

  /** The page's own elements are in the document, where the page's style sheet reaches them. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { store, analysis, services, opening, links } = this.context;
    // While the page is empty: later, every element would be styled for it alone.
    this.#readTheme();
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
    const hear = () => {
      this.#prepared = false;
      update();
    };
    services.addEventListener('change', hear, { signal });
    links.addEventListener('change', update, { signal });
    window.addEventListener('keydown', (event) => this.#keyed(event), { signal });
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', () => this.#readTheme(), { signal });
    const hovering = (over: boolean) => {
      this.dropping = over;
    };
    const changed = (state: State, before: State) => {
      if (state.theme !== before.theme) this.#themed(state.theme);
      update();
    };
    this.#ends = [store.subscribe(changed), takeFiles(opening, hovering), () => end.abort()];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#player.stop();
    for (const end of this.#ends) end();
  }

  /**
   * Makes the picture anew only where something it is made of changed, so not while pointing: at
   * 512 tokens a move of the pointer takes 3 ms so, and 35 ms with a new picture each time.
   */
  override willUpdate(): void {
    const { store, analysis, services } = this.context;
    const { state } = store;
    const made = [state.settings, analysis.results, this.theme] as const;
    if (this.theme === undefined) return;
    if (made.some((one, place) => one !== this.#made[place])) {
      this.#made = made;
      this.#picture = makePicture(state, analysis.results, this.theme, this.#picture);
      this.#prepared = false;
    }
    const picture = this.#picture;
    if (picture === undefined || this.#prepared) return;
    this.#prepared = true;
    shownView(picture, state.settings)?.prepare?.(picture, state, services.of);
  }

  /** On a phone the tabs are wider than the screen. */
  override updated(): void {
    const tab = this.querySelector('.tabs [aria-selected="true"]') ?? undefined;
    if (tab === this.#tab) return;
    this.#tab = tab;
    // Not before everything is drawn: it has the page laid out, which would be for this alone.
    requestAnimationFrame(() => tab?.scrollIntoView({ block: 'nearest', inline: 'center' }));
  }

  override render(): TemplateResult {
    const { store } = this.context;
    return html`
      ${header(store.state.input, this.#dark(), this.#actions)}
      <main
        @hw-select=${this.#selected}
        @hw-hover=${this.#hovered}
        @hw-layer=${this.#layerChosen}
        @hw-play=${this.#played}
        @hw-range=${this.#ranged}
      >
        ${controlsSheet(this.#controlContext(), this.sheetOpen, () => this.#toggleSheet())}
        ${stage({
          page: this.context,
          commands: this.#commands,
          finder: this.#finder,
          picture: this.#picture,
          theme: this.theme,
          hover: this.hover,
        })}
        <aside class="selected" aria-label="Selected">
          <hw-selected-panel
            .selected=${this.#picture?.selected}
            .theme=${this.theme}
          ></hw-selected-panel>
        </aside>
      </main>
      ${footer(this.#picture)} ${dropZone(this.dropping)}
      ${inputDialog(store.state.input, (choice) => void this.context.opening.choose(choice))}
      ${helpDialog(store.state.shortcuts, (on) => store.dispatch({ type: 'shortcuts', on }))}
      <headwater-share .parts=${this.context} .picture=${this.#picture}></headwater-share>
      <input type="file" class="file" multiple hidden aria-label="Open a file" @change=${this.#picked} />
    `;
  }

  #controlContext(): ControlContext | undefined {
    const { store, opening } = this.context;
    const { input, settings } = store.state;
    if (input === undefined) return undefined;
    return {
      input,
      settings,
      picture: this.#picture,
      playing: this.#player.playing,
      change: (change, gesture) => this.#commands.change(change, gesture),
      choose: (choice) => void opening.choose(choice),
    };
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
    const { theme } = this.context.store.state;
    if (theme !== 'system') return theme === 'dark';
    return matchMedia('(prefers-color-scheme: dark)').matches;
  }

  #themed(theme: ThemeChoice): void {
    document.documentElement.setAttribute('data-theme', theme);
    this.#readTheme();
  }

  #readTheme(): void {
    this.theme = readTheme(this);
  }

  #selected({ detail }: CustomEvent<HeadwaterEvents['hw-select']>): void {
    const { queries, key, gesture } = detail;
    this.#commands.change({ selection: { queries, key } }, gesture);
  }

  #hovered({ detail }: CustomEvent<HeadwaterEvents['hw-hover']>): void {
    this.hover = detail.cell;
  }

  #layerChosen({ detail }: CustomEvent<HeadwaterEvents['hw-layer']>): void {
    this.#player.stop();
    this.#commands.change({ layer: detail.layer }, detail.gesture);
  }

  #ranged({ detail }: CustomEvent<HeadwaterEvents['hw-range']>): void {
    const { scale } = this.context.store.state.settings;
    this.#commands.change({ scale: { ...scale, range: detail.range } }, detail.gesture);
  }

  #played({ detail }: CustomEvent<HeadwaterEvents['hw-play']>): void {
    if (detail.playing) this.#player.start();
    else this.#player.stop();
  }

  #found(position: number): void {
    const { queries } = this.context.store.state.settings.selection;
    const found = this.#picture?.square
      ? { queries: [position], key: undefined }
      : { queries, key: position };
    this.#commands.change({ selection: found }, 'find');
    this.querySelector<HwTokenStrip>('hw-token-strip:not([plain])')?.reveal(position);
  }

  #picked(event: Event): void {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = '';
    void this.context.opening.openFiles(files);
  }

  #keyed(event: KeyboardEvent): void {
    if (this.querySelector('dialog[open]') !== null) return;
    const always = event.key === 'Escape' || isUndoOrRedo(event);
    if (!this.context.store.state.shortcuts && !always) return;
    if (document.activeElement === document.body) this.#matrix?.walk(event);
    const shortcut = isForPage(event) ? shortcutFor(event.key) : undefined;
    if (shortcut === undefined) return;
    event.preventDefault();
    shortcut.run(this.#commands, event.key);
  }

  readonly #actions: HeaderActions = {
    open: () => this.#commands.open(),
    openExample: () => this.context.openExample(),
    chooseTheme: (theme) => this.context.store.dispatch({ type: 'themed', theme }),
    share: () => this.#commands.share(),
    input: () => this.#commands.input(),
    help: () => this.#commands.help(),
  };
}
