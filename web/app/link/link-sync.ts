import type { Opening } from '#app/input/opening';
import { refusal } from '#app/state/methods';
import { type InputSource, type OpenInput, openingSettings } from '#app/state/state';
import type { Store } from '#app/state/store';
import type { InputChoice } from '#model/attention';
import { type Link, linkedSettings, linkOf, readLink, writeLink } from './link';

/** Where the link of the page stands; the browser's address in the page itself. */
export interface LinkPlace {
  /** The fragment, with or without its `#`. */
  read(): string;
  /** Puts another fragment there without a step in the browser's history. */
  write(fragment: string): void;
}

/** Opens what a link names; a local file cannot be opened by its name and is not asked for. */
export type OpenSource = (source: Exclude<InputSource, { kind: 'file' }>) => Promise<void>;

/** Complaints about a link that are read out. */
const mostComplaints = 5;

/** How long the page rests before its link is written, in milliseconds. */
const restBeforeWriting = 250;

/** Keeps the page and its link in step: the state is written as a fragment, a fragment is followed. */
export class LinkSync extends EventTarget {
  readonly #store: Store;
  readonly #opening: Opening;
  readonly #openSource: OpenSource;
  readonly #place: LinkPlace;
  #message: string | undefined;
  /** A link to a local file, until a file of that name is opened. */
  #awaited: Link | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #following = false;
  /** The fragment that was last read or written here. */
  #known: string;

  constructor(store: Store, opening: Opening, openSource: OpenSource, place: LinkPlace) {
    super();
    this.#store = store;
    this.#opening = opening;
    this.#openSource = openSource;
    this.#place = place;
    this.#known = place.read();
    store.subscribe(({ input }, before) => {
      if (input !== undefined && input.id !== before.input?.id) void this.#arrived(input);
      this.#plan();
    });
  }

  /** What people should know of the link. */
  get message(): string | undefined {
    return this.#message;
  }

  /** Takes the message away; the link then follows the page again. */
  dismiss(): void {
    this.#message = undefined;
    this.#awaited = undefined;
    this.#plan();
    this.dispatchEvent(new Event('change'));
  }

  /** Opens what the address names, the example where it names nothing. */
  async begin(): Promise<void> {
    if (await this.follow()) return;
    // A file was opened meanwhile: the example is no longer wanted.
    if (this.#opening.reading !== undefined) return;
    const { refused } = this.#opening;
    await this.#openSource({ kind: 'example' });
    if (refused !== undefined) this.#opening.refuse(refused);
  }

  /** Brings the page to what the address names; false where that is nothing it can open. */
  async follow(): Promise<boolean> {
    this.#known = this.#place.read();
    const read = readLink(this.#known);
    if (read.kind === 'none') return false;
    if (read.kind === 'refused') {
      this.#say(read.message);
      return false;
    }
    const { link, complaints } = read;
    const more = complaints.length - mostComplaints;
    const said = [
      ...complaints.slice(0, mostComplaints),
      ...(more > 0 ? [`and ${more} more`] : []),
    ].join('; ');
    this.#say(said === '' ? undefined : `The link was followed but for this: ${said}.`);
    if (link.theme !== this.#store.state.theme) {
      this.#store.dispatch({ type: 'themed', theme: link.theme });
    }
    const { input } = this.#store.state;
    if (input !== undefined && sameSource(input.source, link.source)) {
      await this.#apply(link, 'changed');
      return true;
    }
    if (link.source.kind === 'file') {
      this.#awaited = link;
      this.#say(
        `The link shows ${link.source.name}, which stayed on the device it was made on. ` +
          'Open the file here to see it as it was linked.',
      );
      return input !== undefined;
    }
    this.#following = true;
    await this.#openSource(link.source);
    this.#following = false;
    await this.#apply(link, 'passed');
    return this.#store.state.input !== undefined;
  }

  async #arrived({ source }: OpenInput): Promise<void> {
    const link = this.#awaited;
    if (link === undefined || !sameSource(source, link.source)) return;
    this.dismiss();
    await this.#apply(link, 'passed');
  }

  /** Looks at the open input as the link says; `changed` can be undone. */
  async #apply(link: Link, type: 'changed' | 'passed'): Promise<void> {
    const { input } = this.#store.state;
    if (input === undefined || !sameSource(input.source, link.source)) return;
    if (!sameChoice(input.choice, link.choice)) await this.#opening.choose(link.choice);
    const open = this.#store.state.input;
    if (open?.id !== input.id) return;
    const opensWith = openingSettings(open);
    const settings = linkedSettings(link, opensWith);
    const { method } = refusal(settings.method, open.info, settings.options) ? opensWith : settings;
    this.#store.dispatch({ type, change: { ...settings, method } });
  }

  #plan(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#write(), restBeforeWriting);
  }

  /**
   * A link that could not be followed entirely stays to be read, until its message is closed; one
   * that the reader has just put there stays to be followed: the browser says so a moment later.
   */
  #write(): void {
    if (this.#following || this.#message !== undefined) return;
    if (this.#place.read() !== this.#known) return;
    const link = linkOf(this.#store.state);
    if (link === undefined) return;
    this.#place.write(writeLink(link));
    this.#known = this.#place.read();
  }

  #say(message: string | undefined): void {
    this.#message = message;
    this.dispatchEvent(new Event('change'));
  }
}

function sameSource(one: InputSource, other: InputSource): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function sameChoice(one: InputChoice, other: InputChoice): boolean {
  return (
    JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort())
  );
}
