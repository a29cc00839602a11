import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { baseStyles } from '#element/base-styles';
import { CanvasBox, prepareCanvas } from '#element/canvas-box';
import { emit } from '#element/events';
import { mostListed } from '#views/bounds';
import { tableCss } from '#views/colour/colour-map';
import { entryOf } from '#views/colour/scale';
import type { Theme } from '#views/colour/theme';
import { movedPatch, type PatchGrid, type PatchLayout, patchAt } from '#views/image/layout';
import { drawPatches, type PatchPicture } from '#views/image/patches';
import { formatValue } from '#views/words/format';

/**
 * What a position of a vision transformer takes from each patch, laid over the picture; the tokens
 * before the patches stand above it. A click chooses a patch, with shift it adds one; arrows move.
 *
 * @event hw-hover - the patch under the pointer changed
 * @event hw-select - a position was chosen
 */
export class HwPatchImage extends LitElement {
  static override properties = {
    picture: { attribute: false },
    grid: { attribute: false },
    aspect: { type: Number },
    labels: { attribute: false },
    queries: { attribute: false },
    key: { attribute: false },
    hover: { attribute: false },
    theme: { attribute: false },
    name: { type: String },
  };

  declare picture: PatchPicture | undefined;
  declare grid: PatchGrid | undefined;
  /** Width of the picture divided by its height. */
  declare aspect: number;
  declare labels: readonly string[];
  declare queries: readonly number[];
  declare key: number | undefined;
  /** The token that is pointed at, here or elsewhere. */
  declare hover: number | undefined;
  declare theme: Theme | undefined;
  declare name: string;

  readonly #size = new CanvasBox(this, '.stage');

  constructor() {
    super();
    this.aspect = 1;
    this.labels = [];
    this.queries = [];
    this.name = '';
  }

  static override styles = [
    baseStyles,
    css`
      .before {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin-bottom: 6px;
      }
      .before button {
        display: flex;
        align-items: center;
        gap: 6px;
        min-height: 28px;
        padding: 0 8px;
        border: 1px solid var(--hw-line);
        border-radius: 6px;
        font-family: var(--hw-mono);
        font-size: var(--hw-small, 12px);
      }
      .before button[aria-pressed='true'] {
        border-color: var(--hw-accent);
        color: var(--hw-accent);
        font-weight: 600;
      }
      .swatch {
        width: 12px;
        height: 12px;
        outline: 1px solid var(--hw-line);
      }
      .stage {
        position: relative;
        cursor: crosshair;
        touch-action: manipulation;
      }
      canvas {
        width: 100%;
        height: 100%;
      }
      .said {
        min-height: 1.45em;
        margin: 4px 0 0;
        font-size: var(--hw-small, 12px);
        font-variant-numeric: tabular-nums;
        color: var(--hw-ink-2);
      }
      @media (pointer: coarse) {
        .before button {
          min-height: 44px;
          min-width: 44px;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const { grid, picture } = this;
    if (grid === undefined || picture === undefined) return html`${nothing}`;
    const shown = this.hover ?? this.key;
    return html`
      <div class="before" role="group" aria-label="Tokens before the patches">
        ${Array.from({ length: Math.min(mostListed, grid.prefix) }, (_, token) =>
          this.#before(token, picture),
        )}
        ${grid.prefix > mostListed ? html`<span class="said">and ${grid.prefix - mostListed} more</span>` : nothing}
      </div>
      <div
        class="stage"
        role="application"
        aria-roledescription="patches of an image"
        aria-label="${this.name}: ${grid.rows} by ${grid.columns} patches. Arrows move the chosen one."
        tabindex="0"
        style="aspect-ratio:${this.aspect}"
        @pointermove=${this.#pointed}
        @pointerleave=${() => this.#hoverAt(undefined)}
        @click=${this.#clicked}
        @keydown=${this.#keyed}
      >
        <canvas></canvas>
      </div>
      <p class="said">${shown === undefined ? '' : this.#words(shown)}</p>
    `;
  }

  override updated(): void {
    const canvas = this.renderRoot.querySelector('canvas');
    const layout = this.#layout();
    const { picture, theme } = this;
    if (!canvas || layout === undefined || picture === undefined || theme === undefined) return;
    const context = prepareCanvas(canvas, this.#size.box);
    if (context === undefined) return;
    const marks = { chosen: this.queries, pointed: this.hover };
    drawPatches(context, picture, marks, layout, theme);
  }

  #layout(): PatchLayout | undefined {
    const { width, height } = this.#size.box;
    return this.grid === undefined || width === 0 ? undefined : { ...this.grid, width, height };
  }

  #before(token: number, { values, table, scale }: PatchPicture): TemplateResult {
    const value = values[token] ?? Number.NaN;
    const colour = Number.isNaN(value) ? 'transparent' : tableCss(table, entryOf(scale, value));
    return html`<button
      aria-pressed=${this.queries.includes(token)}
      @click=${(event: MouseEvent) => this.#choose(token, event.shiftKey)}
      @pointerenter=${() => this.#hoverAt(token)}
      @pointerleave=${() => this.#hoverAt(undefined)}
    >
      <span class="swatch" style="background:${colour}"></span>${this.labels[token]}
      ${formatValue(value)}
    </button>`;
  }

  #words(token: number): string {
    return `${this.labels[token] ?? ''}: ${formatValue(this.picture?.values[token] ?? Number.NaN)}`;
  }

  #under(event: MouseEvent): number | undefined {
    const layout = this.#layout();
    if (layout === undefined) return undefined;
    const bounds = (event.currentTarget as Element).getBoundingClientRect();
    return patchAt(layout, event.clientX - bounds.x, event.clientY - bounds.y);
  }

  #pointed(event: PointerEvent): void {
    if (event.pointerType !== 'touch') this.#hoverAt(this.#under(event));
  }

  #hoverAt(token: number | undefined): void {
    if (token === this.hover) return;
    const query = this.queries.at(-1) ?? 0;
    emit(this, 'hw-hover', { cell: token === undefined ? undefined : { query, key: token } });
  }

  #clicked(event: MouseEvent): void {
    const token = this.#under(event);
    if (token !== undefined) this.#choose(token, event.shiftKey);
  }

  #choose(token: number, adds: boolean): void {
    const queries = adds && !this.queries.includes(token) ? [...this.queries, token] : [token];
    emit(this, 'hw-select', { queries, key: this.key });
  }

  #keyed(event: KeyboardEvent): void {
    if (this.grid === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const token = movedPatch(this.grid, this.queries.at(-1) ?? 0, event.key);
    if (token === undefined) return;
    event.preventDefault();
    emit(this, 'hw-select', { queries: [token], key: this.key, gesture: 'move' });
  }
}
