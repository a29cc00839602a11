import type { Picture } from '#app/picture/picture';
import type { Player } from '#app/picture/player';
import { refusal } from '#app/state/methods';
import type { Settings } from '#app/state/state';
import type { PageContext } from '#app/view/page-context';
import { offeredViews } from '#app/views/views';
import type { Method } from '#model/matrix';
import type { ShortcutTargets } from './shortcuts';

/** What of the page itself its commands reach. */
export interface PageActions {
  readonly picture: () => Picture | undefined;
  readonly focusFinder: () => void;
  readonly pickFile: () => void;
  readonly openHelp: () => void;
  readonly openShare: () => void;
  readonly openInput: () => void;
  /** Closes the sheet of controls; false where it is closed. */
  readonly closeSheet: () => boolean;
}

/** What people can tell the page to do, by keys or by buttons. */
export class Commands implements ShortcutTargets {
  constructor(
    private readonly context: () => PageContext,
    private readonly player: Player,
    private readonly page: PageActions,
  ) {}

  /** Changes settings; changes in a row with the same gesture are one step for undo. */
  change(change: Partial<Settings>, gesture?: string): void {
    const action = { type: 'changed', change } as const;
    this.context().store.dispatch(gesture === undefined ? action : { ...action, gesture });
  }

  layerBy(step: number): void {
    const { layer } = this.#settings;
    this.player.stop();
    this.change({ layer: Math.max(0, layer + step) }, 'layer keys');
  }

  play(): void {
    if (this.player.playing) this.player.stop();
    else this.player.start();
  }

  /** The next layer while playing, from the first again after the last. */
  playNext(): void {
    const { store } = this.context();
    const { input, settings } = store.state;
    if (input === undefined) return;
    const first = settings.method === 'raw' ? 0 : settings.options.startLayer;
    const layer = settings.layer + 1 < input.info.layers ? settings.layer + 1 : first;
    store.dispatch({ type: 'passed', change: { layer } });
  }

  method(method: Method): void {
    const { input, settings } = this.context().store.state;
    if (input === undefined || refusal(method, input.info, settings.options) !== undefined) return;
    this.change({ method });
  }

  view(place: number): void {
    const picture = this.page.picture();
    const view = picture && offeredViews(picture)[place];
    if (view !== undefined) this.change({ view: view.name });
  }

  viewNamed(name: string): void {
    const picture = this.page.picture();
    const offered =
      picture !== undefined && offeredViews(picture).some((view) => view.name === name);
    if (offered) this.change({ view: name });
  }

  undo(): void {
    this.context().store.dispatch({ type: 'undone' });
  }

  redo(): void {
    this.context().store.dispatch({ type: 'redone' });
  }

  find(): void {
    this.page.focusFinder();
  }

  open(): void {
    this.page.pickFile();
  }

  share(): void {
    this.page.openShare();
  }

  input(): void {
    this.page.openInput();
  }

  help(): void {
    this.page.openHelp();
  }

  /** Lets go of one thing: a message, the sheet, the pinned key and further positions. */
  letGo(): void {
    const { analysis, opening, links } = this.context();
    const { selection } = this.#settings;
    if (opening.refused !== undefined) opening.dismiss();
    else if (analysis.message !== undefined) analysis.dismiss();
    else if (links.message !== undefined) links.dismiss();
    else if (this.page.closeSheet()) return;
    else if (selection.key !== undefined || selection.queries.length > 1) {
      this.change({ selection: { queries: selection.queries.slice(-1), key: undefined } });
    }
  }

  get #settings(): Settings {
    return this.context().store.state.settings;
  }
}
