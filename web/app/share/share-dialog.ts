import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { linkOf, writeLink } from '#app/link/link';
import type { Picture } from '#app/picture/picture';
import type { PageContext } from '#app/view/page-context';
import type { Export, Need } from '#export/exports';
import { LinkDataError, linkData, linkLengths } from '#export/link-data';
import { formatBytes } from '#views/words/format';

/** What makes the files comes with the open dialog: 7 KB that no reader needs to begin. */
type Files = typeof import('./share-files');

/** A saved page is such a file already; what it is made from stays with the site. */
const isSavedPage = globalThis.headwaterPage !== undefined;

/** A link with the data inside, and what it cost. */
interface CarryingLink {
  readonly url: string;
  readonly decimals: number | undefined;
}

/** Everything by which what the page shows leaves it: links, a page, pictures, numbers, a tag. */
export class ShareDialog extends LitElement {
  static override properties = {
    parts: { attribute: false },
    picture: { attribute: false },
    carrying: { state: true },
    said: { state: true },
    all: { state: true },
    files: { state: true },
  };

  declare parts: PageContext;
  declare picture: Picture | undefined;
  declare carrying: CarryingLink | undefined;
  /** What came of the last thing asked for. */
  declare said: string;
  /** Numbers of all layers are wanted. */
  declare all: boolean;
  declare files: Files | undefined;

  constructor() {
    super();
    this.said = '';
    this.all = false;
  }

  /** The dialog is in the document, where the page's style sheet reaches it. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Opens the dialog; nothing can be shared while nothing is shown. */
  async open(): Promise<void> {
    if (this.picture === undefined) return;
    this.carrying = undefined;
    this.said = '';
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector('dialog')?.showModal();
    await this.#try(async () => {
      this.files ??= await import('./share-files');
    });
  }

  override render(): TemplateResult {
    return html`
      <dialog class="help share" aria-labelledby="share-title">
        <form method="dialog">
          <h2 id="share-title">Share and save</h2>
          ${this.#linkPart()}
          ${isSavedPage ? nothing : this.#pagePart()}
          <h3>A picture of the matrix</h3>
          ${this.#savings('canvas', 'picture')}
          <h3>The numbers</h3>
          <label class="check">
            <input
              type="checkbox"
              .checked=${this.all}
              @change=${(event: Event) => {
                this.all = (event.target as HTMLInputElement).checked;
              }}
            />
            all layers, not only the shown one
          </label>
          ${this.#savings('matrices')}
          <h3>A tag for your own page</h3>
          <textarea readonly rows="3" aria-label="Tag to embed" .value=${this.#tag()}></textarea>
          <p>${this.#button('Copy tag', () => this.#copy(this.#tag(), 'The tag'))}</p>
          <p class="outcome" role="status">${this.said}</p>
          <button class="button" value="close">Close</button>
        </form>
      </dialog>
    `;
  }

  #pagePart(): TemplateResult {
    return html`
      <h3>A web page</h3>
      <p class="hint">
        One file with the explorer and the data inside. It opens by double click, without a network.
      </p>
      ${this.#savings('page')}
    `;
  }

  #linkPart(): TemplateResult {
    const { source } = this.picture?.input ?? {};
    const url = this.carrying?.url ?? this.#url();
    return html`
      <h3>A link</h3>
      <input type="text" readonly aria-label="Link" .value=${url} />
      <p class="row">
        ${this.#button('Copy link', () => this.#copy(url, 'The link'))}
        ${
          'share' in navigator
            ? this.#button('Share …', () => navigator.share({ url, title: document.title }))
            : nothing
        }
        ${
          source?.kind === 'file' && this.carrying === undefined
            ? this.#button('Put the data into the link', () => this.#carry())
            : nothing
        }
      </p>
      ${
        source?.kind === 'file' && this.carrying === undefined
          ? html`<p class="hint">
              The link names ${source.name}, but the file stays on this device: whoever follows the
              link is asked to open it.
            </p>`
          : nothing
      }
      ${this.carrying === undefined ? nothing : carryingWords(this.carrying)}
    `;
  }

  /** The link to what is shown. */
  #url(): string {
    const link = linkOf(this.parts.store.state);
    const base = location.href.split('#', 1)[0] ?? '';
    const fragment = link === undefined ? '' : writeLink(link);
    return fragment === '' ? base : `${base}#${fragment}`;
  }

  async #carry(): Promise<void> {
    const link = linkOf(this.parts.store.state);
    const [content, ...more] = this.parts.opening.contents();
    if (link === undefined || content === undefined) return;
    if (more.length > 0) {
      throw new LinkDataError(
        'Several files are open, and a link carries one: open one file alone.',
      );
    }
    const base = location.href.split('#', 1)[0] ?? '';
    const withData = (text: string) =>
      `${base}#${writeLink({ ...link, source: { kind: 'data', text } })}`;
    const room = linkLengths.longest - withData('').length;
    const { text, decimals } = await linkData(content, room);
    this.carrying = { url: withData(text), decimals };
  }

  #tag(): string {
    const { input, method, layer } = this.picture ?? {};
    const source = input?.source;
    const src = source?.kind === 'src' ? source.url : (input?.name ?? 'attention.json');
    const script = new URL('embed/element.js', document.baseURI).href;
    const attribute = (name: string, value: string) =>
      `${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`;
    const attributes = [
      attribute('src', source?.kind === 'example' ? 'attention.json' : src),
      attribute('method', method ?? 'rollout'),
      attribute('layer', String(layer ?? -1)),
      attribute('alt', this.picture?.caption ?? ''),
    ];
    return `<script type="module" src="${script}"></script>\n<headwater-view ${attributes.join(' ')}></headwater-view>`;
  }

  #button(label: string, act: () => void | Promise<void>): TemplateResult {
    return html`<button type="button" class="button" @click=${() => this.#try(act)}>${label}</button>`;
  }

  /** A button for each export that is made from one of some things. */
  #savings(...needs: readonly Need[]): TemplateResult {
    const exports = this.files?.exportsFrom(...needs) ?? [];
    return html`<p class="row">
      ${exports.map((one) => this.#button(one.label, () => this.#save(one)))}
    </p>`;
  }

  async #save(one: Export<Need>): Promise<void> {
    const { picture, files, all } = this;
    if (picture === undefined || files === undefined) return;
    this.said = one.needs === 'page' ? 'Packing …' : '';
    const { store, opening } = this.parts;
    const file = await files.fileOf(one, { picture, state: store.state, opening, all });
    files.save(file);
    this.said = `${file.name}, ${formatBytes(file.content.size)}, is among your downloads.`;
  }

  async #copy(text: string, what: string): Promise<void> {
    await navigator.clipboard.writeText(text);
    this.said = `${what} is copied.`;
  }

  async #try(act: () => void | Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return;
      const known = error instanceof LinkDataError || (error as Error).name === 'PageFileError';
      const detail = error instanceof Error ? error.message : String(error);
      this.said = known ? detail : `That did not work (${detail}).`;
    }
  }
}

/** How long the link is and who carries it, and what became of the weights. */
function carryingWords({ url, decimals }: CarryingLink): TemplateResult {
  const { everywhere, mostly, longest } = linkLengths;
  const carried =
    url.length <= everywhere
      ? 'short enough for everything'
      : url.length <= mostly
        ? 'browsers and most chat programs carry it'
        : 'browsers carry it, chat programs may cut it off';
  const weights =
    decimals === undefined
      ? 'The weights in it are exact.'
      : `The weights in it are rounded to ${decimals} decimals.`;
  return html`
    <p class="hint" data-test="link-length">
      <meter
        min="0"
        max=${longest}
        low=${everywhere}
        high=${mostly}
        optimum="0"
        .value=${url.length}
        aria-label="Length of the link"
      ></meter>
      ${url.length} characters: ${carried}. ${weights}
    </p>
  `;
}
