import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { baseStyles } from '#element/base-styles';
import { CanvasBox, prepareCanvas } from '#element/canvas-box';
import { emit } from '#element/events';
import type { Part } from '#views/bounds';
import type { Theme } from '#views/colour/theme';
import { drawHeadGrid, type HeadGridPicture, largestOf, paintHeads } from '#views/heads/head-grid';
import {
  type HeadGridLayout,
  type HeadPlace,
  headRect,
  headUnder,
  layoutHeadGrid,
  movedHead,
} from '#views/heads/layout';
import { formatValue } from '#views/words/format';

/** Narrowest thumbnails: what is still a picture, and what a finger hits. */
const least = { mouse: 26, finger: 44 };

/**
 * All heads of all layers as thumbnails on one canvas. A click takes a head alone, a click with
 * shift leaves it out or takes it back in; arrows move over the heads, Enter is a click.
 *
 * @event hw-head - a head was clicked
 */
export class HwHeadGrid extends LitElement {
  static override properties = {
    picture: { attribute: false },
    theme: { attribute: false },
    used: { attribute: false },
    layer: { type: Number },
    pointed: { state: true },
    focused: { state: true },
  };

  declare picture: HeadGridPicture | undefined;
  declare theme: Theme | undefined;
  /** Heads that are fused; undefined stands for all. */
  declare used: readonly number[] | undefined;
  declare layer: number;
  declare pointed: HeadPlace | undefined;
  declare focused: HeadPlace | undefined;

  readonly #size = new CanvasBox(this, '.box');
  #layout: HeadGridLayout | undefined;
  #painted: OffscreenCanvas | undefined;
  /** The first layer and head that are painted. */
  #paintedPart = '';

  constructor() {
    super();
    this.layer = 0;
  }

  static override styles = [
    baseStyles,
    css`
      .box {
        position: relative;
        overflow-x: auto;
        padding: 2px;
      }
      .grid {
        position: relative;
        cursor: pointer;
        touch-action: pan-x pan-y;
      }
      canvas {
        width: 100%;
        height: 100%;
      }
      .reading {
        position: absolute;
        z-index: 1;
        padding: 4px 8px;
        border: 1px solid var(--hw-line);
        border-radius: 6px;
        background: var(--hw-paper);
        font-size: var(--hw-small, 12px);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
        pointer-events: none;
      }
      .part {
        color: var(--hw-ink-2);
      }
      .reading b {
        font-weight: 600;
      }
    `,
  ];

  override render(): TemplateResult {
    const { picture } = this;
    const { width } = this.#size.box;
    const coarse = matchMedia('(pointer: coarse)').matches;
    this.#layout =
      picture && width > 0
        ? layoutHeadGrid(picture.stack, width, coarse ? least.finger : least.mouse, {
            layer: this.layer,
            head: this.used?.[0] ?? 0,
          })
        : undefined;
    const layout = this.#layout;
    const shown = this.pointed ?? this.focused;
    return html`
      <div class="box">
        ${
          layout === undefined
            ? nothing
            : html`<div
                class="grid"
                role="application"
                aria-roledescription="grid of heads"
                aria-label="${this.#shown(layout)}. Arrows move, Enter takes a head alone, Shift and Enter leaves it out or takes it back in."
                tabindex="0"
                style="width:${layout.width}px;height:${layout.height}px"
                @pointermove=${this.#movedOver}
                @pointerleave=${() => {
                  this.pointed = undefined;
                }}
                @click=${this.#clicked}
                @keydown=${this.#keyed}
                @blur=${() => {
                  this.focused = undefined;
                }}
              >
                <canvas></canvas>
                ${shown === undefined ? nothing : this.#reading(layout, shown)}
              </div>`
        }
      </div>
      ${
        layout !== undefined &&
        (hides(layout.layers, picture?.stack.layers) || hides(layout.heads, picture?.stack.heads))
          ? html`<p class="part">${this.#shown(layout)}: those around what is chosen.</p>`
          : nothing
      }
      <span class="readers-only" role="status">${this.focused && this.#words(this.focused)}</span>
    `;
  }

  override updated(changed: PropertyValues<this>): void {
    const { picture, theme } = this;
    const canvas = this.renderRoot.querySelector('canvas');
    if (picture === undefined || theme === undefined || canvas === null || !this.#layout) return;
    const { layers, heads } = this.#layout;
    const part = `${layers.from} ${heads.from}`;
    if (changed.has('picture') || this.#painted === undefined || part !== this.#paintedPart) {
      this.#paintedPart = part;
      const image = paintHeads(picture, this.#layout);
      this.#painted = new OffscreenCanvas(image.width, image.height);
      this.#painted.getContext('2d')?.putImageData(image, 0, 0);
    }
    const { width, height } = this.#layout;
    const { ratio } = this.#size.box;
    const context = prepareCanvas(canvas, { width, height, ratio });
    if (context === undefined) return;
    const marks = { used: this.used, layer: this.layer, pointed: this.pointed ?? this.focused };
    drawHeadGrid(context, picture, this.#painted, marks, this.#layout, theme, ratio);
  }

  #shown({ layers, heads }: HeadGridLayout): string {
    const { stack } = this.picture ?? {};
    return `${partWords(layers, stack?.layers, 'layers')} of ${partWords(heads, stack?.heads, 'heads')}`;
  }

  #words(place: HeadPlace): string {
    const { picture } = this;
    if (picture === undefined) return '';
    const used = this.used?.includes(place.head) ?? true;
    const largest = formatValue(largestOf(picture.stack, place));
    return `layer ${place.layer + 1}, head ${place.head + 1}: largest weight ${largest}${used ? '' : ', left out'}`;
  }

  #reading(layout: HeadGridLayout, place: HeadPlace): TemplateResult {
    const rect = headRect(layout, place);
    const right = rect.x > layout.width / 2;
    const x = right
      ? `right:${layout.width - rect.x - rect.width}px`
      : `left:${Math.max(0, rect.x)}px`;
    const below = rect.y + rect.height + 34 < layout.height;
    const y = below ? `top:${rect.y + rect.height + 6}px` : `top:${rect.y - 32}px`;
    return html`<div class="reading" style="${x};${y}" aria-hidden="true">
      ${this.#words(place)}
    </div>`;
  }

  #under(event: MouseEvent): HeadPlace | undefined {
    if (this.#layout === undefined) return undefined;
    const bounds = (event.currentTarget as Element).getBoundingClientRect();
    return headUnder(this.#layout, event.clientX - bounds.x, event.clientY - bounds.y);
  }

  #movedOver(event: PointerEvent): void {
    if (event.pointerType === 'touch') return;
    const place = this.#under(event);
    const same = place?.layer === this.pointed?.layer && place?.head === this.pointed?.head;
    if (!same) this.pointed = place;
  }

  #clicked(event: MouseEvent): void {
    const place = this.#under(event);
    if (place !== undefined) emit(this, 'hw-head', { ...place, leaveOut: event.shiftKey });
  }

  #keyed(event: KeyboardEvent): void {
    if (this.#layout === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = this.focused ?? { layer: this.layer, head: this.used?.[0] ?? 0 };
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.focused = at;
      emit(this, 'hw-head', { ...at, leaveOut: event.shiftKey });
      return;
    }
    const moved = movedHead(at, event.key, this.#layout);
    if (moved === undefined) return;
    event.preventDefault();
    this.pointed = undefined;
    this.focused = this.focused === undefined ? at : moved;
  }
}

function hides({ from, to }: Part, count = to): boolean {
  return to - from < count;
}

/** `12 layers`, `layers 1 to 128 of 1000`. */
function partWords(part: Part, count: number | undefined, noun: string): string {
  const { from, to } = part;
  return hides(part, count) ? `${noun} ${from + 1} to ${to} of ${count}` : `${to} ${noun}`;
}
