import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { shareOnScale, valueOnScale } from '#views/colour/scale';
import type { Theme } from '#views/colour/theme';
import {
  drawLegend,
  drawLegendMark,
  isClampable,
  type LegendLayout,
  type LegendPicture,
  legendValue,
  legendX,
  scaleNumbers,
  scaleWords,
} from '#views/legend/legend';
import { formatValue } from '#views/words/format';
import { baseStyles } from './base-styles';
import { CanvasBox, prepareCanvas } from './canvas-box';
import { emit } from './events';

type End = 0 | 1;

const histogramHeight = 22;
const barHeight = 8;
const inset = 12;

/** The least distance between the handles, and the step of a key, as a share of the bar. */
const least = 0.01;

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
      .words {
        margin: 0;
        padding: 0 12px;
        font-size: var(--hw-small, 12px);
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
    if (picture === undefined) return html`<div class="bar"><canvas></canvas></div>`;
    const [low, middle, high] = scaleNumbers(picture.axis);
    const words = scaleWords(picture.axis);
    return html`
      <div class="bar" @pointermove=${this.#dragged} @pointerup=${this.#released}>
        <canvas></canvas>
        ${isClampable(picture.axis) ? [this.#handle(picture, 0), this.#handle(picture, 1)] : nothing}
      </div>
      <div class="numbers">
        <span>${low}</span>
        ${
          this.clamped
            ? html`<span>
                colours ${formatValue(picture.scale.range[0])} to ${formatValue(picture.scale.range[1])},
                <button class="free" @click=${this.#free}>show all</button>
              </span>`
            : html`<span>${middle}</span>`
        }
        <span>${high}</span>
      </div>
      ${words === '' ? nothing : html`<p class="words">${words}</p>`}
    `;
  }

  #handle(picture: LegendPicture, end: End): TemplateResult {
    const value = picture.scale.range[end];
    const { range } = picture.axis;
    const layout = this.#layout;
    return html`<div
      class="handle"
      role="slider"
      tabindex="0"
      aria-label=${end === 0 ? 'Lowest value of the colours' : 'Highest value of the colours'}
      aria-valuemin=${range[0]}
      aria-valuemax=${range[1]}
      aria-valuenow=${value}
      aria-valuetext=${formatValue(value)}
      .style=${`left:${legendX(layout, picture.axis, value)}px`}
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
    this.#move(this.#dragging, legendValue(this.#layout, this.picture.axis, x), 'drag');
  }

  #released(): void {
    this.#dragging = undefined;
  }

  #keyed(event: KeyboardEvent, end: End): void {
    const { picture } = this;
    if (picture === undefined) return;
    const steps: Record<string, number> = {
      ArrowLeft: -least,
      ArrowDown: -least,
      ArrowRight: least,
      ArrowUp: least,
      PageDown: -10 * least,
      PageUp: 10 * least,
      Home: -1,
      End: 1,
    };
    const change = steps[event.key];
    if (change === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const share = shareOnScale(picture.axis, picture.scale.range[end]) + change;
    this.#move(end, valueOnScale(picture.axis, share), 'keys');
  }

  #move(end: End, value: number, gesture: string): void {
    if (this.picture === undefined) return;
    const { axis, scale } = this.picture;
    const [low, high] = scale.range;
    const at = (bound: number, step: number) =>
      valueOnScale(axis, shareOnScale(axis, bound) + step);
    const moved: [number, number] =
      end === 0
        ? [Math.min(value, at(high, -least)), high]
        : [low, Math.max(value, at(low, least))];
    const all = moved[0] <= axis.range[0] && moved[1] >= axis.range[1];
    emit(this, 'hw-range', { range: all ? 'auto' : moved, gesture: `range ${end} ${gesture}` });
  }

  #free(): void {
    emit(this, 'hw-range', { range: 'auto' });
  }
}
