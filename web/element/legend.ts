import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { formatValue } from '#views/format';
import {
  drawLegend,
  drawLegendMark,
  type LegendLayout,
  type LegendPicture,
  legendValue,
  legendX,
} from '#views/legend';
import type { Theme } from '#views/theme';
import { baseStyles } from './base-styles';
import { CanvasBox, prepareCanvas } from './canvas-box';
import { emit } from './events';

type End = 0 | 1;

const histogramHeight = 22;
const barHeight = 8;
const inset = 12;

/**
 * The colours of a picture with their values: a thin bar, a histogram of the values on it, and a
 * handle at each end to clamp the range.
 *
 * @event hw-range - a handle was moved or the range set free
 */
export class HwLegend extends LitElement {
  static override properties = {
    picture: { attribute: false },
    theme: { attribute: false },
    mark: { attribute: false },
    clamped: { type: Boolean },
  };

  declare picture: LegendPicture | undefined;
  declare theme: Theme | undefined;
  /** A value to point at. */
  declare mark: number | undefined;
  /** The range was set by hand. */
  declare clamped: boolean;

  readonly #size = new CanvasBox(this, '.bar');
  #dragging: End | undefined;

  constructor() {
    super();
    this.clamped = false;
  }

  static override styles = [
    baseStyles,
    css`
      .bar {
        position: relative;
        height: 32px;
        touch-action: none;
      }
      canvas {
        width: 100%;
        height: 100%;
      }
      .handle {
        position: absolute;
        top: 18px;
        width: 24px;
        height: 24px;
        margin-left: -12px;
        display: grid;
        place-items: center;
        cursor: ew-resize;
        border-radius: 6px;
        touch-action: none;
      }
      .handle::before {
        content: '';
        width: 6px;
        height: 14px;
        border-radius: 3px;
        background: var(--hw-paper);
        border: 1.5px solid var(--hw-ink);
      }
      @media (pointer: coarse) {
        .bar {
          height: 44px;
        }
        .handle {
          top: 4px;
          width: 44px;
          height: 44px;
          margin-left: -22px;
        }
      }
      .numbers {
        display: flex;
        justify-content: space-between;
        padding: 4px 12px 0;
        font-size: var(--hw-small, 12px);
        font-variant-numeric: tabular-nums;
        color: var(--hw-ink-2);
      }
      .free {
        color: var(--hw-ink);
        text-decoration: underline;
        text-underline-offset: 2px;
        min-height: 24px;
        margin: -3px 0;
      }
    `,
  ];

  override render(): TemplateResult {
    const { picture } = this;
    const [low, high] = picture?.extent ?? [0, 1];
    return html`
      <div class="bar" @pointermove=${this.#dragged} @pointerup=${this.#released}>
        <canvas></canvas>
        ${picture === undefined ? nothing : [this.#handle(picture, 0), this.#handle(picture, 1)]}
      </div>
      <div class="numbers">
        <span>${formatValue(low)}</span>
        ${
          this.clamped && picture !== undefined
            ? html`<span>
                colours ${formatValue(picture.range[0])} to ${formatValue(picture.range[1])},
                <button class="free" @click=${this.#free}>show all</button>
              </span>`
            : html`<span>${formatValue((low + high) / 2)}</span>`
        }
        <span>${formatValue(high)}</span>
      </div>
    `;
  }

  #handle(picture: LegendPicture, end: End): TemplateResult {
    const value = picture.range[end];
    const layout = this.#layout;
    return html`<div
      class="handle"
      role="slider"
      tabindex="0"
      aria-label=${end === 0 ? 'Lowest value of the colours' : 'Highest value of the colours'}
      aria-valuemin=${picture.extent[0]}
      aria-valuemax=${picture.extent[1]}
      aria-valuenow=${value}
      aria-valuetext=${formatValue(value)}
      .style=${`left:${legendX(layout, picture.extent, value)}px`}
      @pointerdown=${(event: PointerEvent) => this.#grabbed(event, end)}
      @keydown=${(event: KeyboardEvent) => this.#keyed(event, end)}
    ></div>`;
  }

  override updated(): void {
    const canvas = this.renderRoot.querySelector('canvas');
    const { picture, theme } = this;
    if (canvas === null || picture === undefined || theme === undefined) return;
    const context = prepareCanvas(canvas, this.#size.box);
    if (context === undefined) return;
    drawLegend(context, picture, this.#layout, theme);
    if (this.mark === undefined || !Number.isFinite(this.mark)) return;
    drawLegendMark(context, picture, this.mark, this.#layout, theme);
  }

  get #layout(): LegendLayout {
    return { width: this.#size.box.width, histogramHeight, barHeight, inset };
  }

  #grabbed(event: PointerEvent, end: End): void {
    this.#dragging = end;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
  }

  #dragged(event: PointerEvent): void {
    if (this.#dragging === undefined || this.picture === undefined) return;
    const x = event.clientX - this.getBoundingClientRect().x;
    this.#move(this.#dragging, legendValue(this.#layout, this.picture.extent, x), 'drag');
  }

  #released(): void {
    this.#dragging = undefined;
  }

  #keyed(event: KeyboardEvent, end: End): void {
    const { picture } = this;
    if (picture === undefined) return;
    const [low, high] = picture.extent;
    const step = (high - low) / 100;
    const steps: Record<string, number> = {
      ArrowLeft: -step,
      ArrowDown: -step,
      ArrowRight: step,
      ArrowUp: step,
      PageDown: -10 * step,
      PageUp: 10 * step,
      Home: low - high,
      End: high - low,
    };
    const change = steps[event.key];
    if (change === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.#move(end, picture.range[end] + change, 'keys');
  }

  #move(end: End, value: number, gesture: string): void {
    if (this.picture === undefined) return;
    const { extent, range } = this.picture;
    const least = (extent[1] - extent[0]) / 100;
    const moved: [number, number] =
      end === 0
        ? [Math.max(extent[0], Math.min(value, range[1] - least)), range[1]]
        : [range[0], Math.min(extent[1], Math.max(value, range[0] + least))];
    const all = moved[0] <= extent[0] && moved[1] >= extent[1];
    emit(this, 'hw-range', { range: all ? 'auto' : moved, gesture: `range ${end} ${gesture}` });
  }

  #free(): void {
    emit(this, 'hw-range', { range: 'auto' });
  }
}
