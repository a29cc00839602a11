import { css, html, LitElement, svg, type TemplateResult } from 'lit';
import { baseStyles } from '#element/base-styles';
import { CanvasBox } from '#element/canvas-box';
import { emit } from '#element/events';
import type { Theme } from '#views/colour/theme';
import {
  type LayerLine,
  type LayerLines,
  type LineSeries,
  layerAt,
  layoutLayerLines,
  lineAt,
  lineColours,
} from '#views/layers/layer-lines';
import { valuesWords } from '#views/words/format';

const characterWidth = 7.3;
/** How near to a line the pointer has to be, in pixels. */
const reach = 24;
const dashes = ['', '7 3', '2 3', '9 3 2 3'];

/**
 * What the chosen position takes from some tokens, one line a token, from layer to layer.
 *
 * @event hw-layer - a layer was chosen
 * @event hw-hover - the line under the pointer changed
 */
export class HwLayerLines extends LitElement {
  static override properties = {
    series: { attribute: false },
    theme: { attribute: false },
    layer: { type: Number },
    query: { attribute: false },
    pinned: { attribute: false },
    hoverKey: { attribute: false },
  };

  declare series: readonly LineSeries[];
  declare theme: Theme | undefined;
  /** Counted from 0. */
  declare layer: number;
  /** The chosen position, for what is pointed at. */
  declare query: number | undefined;
  /** The pinned token; its line is drawn heavier. */
  declare pinned: number | undefined;
  declare hoverKey: number | undefined;

  readonly #size = new CanvasBox(this, '.chart');
  #layout: LayerLines | undefined;

  constructor() {
    super();
    this.series = [];
    this.layer = 0;
  }

  static override styles = [
    baseStyles,
    css`
      .chart {
        height: 100%;
        cursor: pointer;
        touch-action: pan-y;
      }
      svg {
        display: block;
        overflow: visible;
      }
      text {
        fill: var(--hw-ink-2);
        font: var(--hw-small, 12px) var(--hw-font);
        font-variant-numeric: tabular-nums;
      }
      .name {
        font-family: var(--hw-mono);
      }
      .grid {
        stroke: var(--hw-line);
      }
      .now {
        stroke: var(--hw-ink-2);
        stroke-dasharray: 2 3;
      }
      path {
        fill: none;
        stroke-width: 1.75;
        stroke-linejoin: round;
      }
      .faint {
        opacity: 0.3;
      }
      .strong path {
        stroke-width: 3;
      }
      .strong .name {
        font-weight: 600;
      }
    `,
  ];

  override render(): TemplateResult {
    const { width, height } = this.#size.box;
    const drawn = width > 0 && this.theme !== undefined;
    this.#layout = drawn
      ? layoutLayerLines(this.series, { width, height, characterWidth })
      : undefined;
    return html`
      <div
        class="chart"
        @click=${this.#clicked}
        @pointermove=${this.#pointed}
        @pointerleave=${() => emit(this, 'hw-hover', { cell: undefined })}
      >
        ${this.#layout && this.theme ? this.#drawing(this.#layout, this.theme) : ''}
      </div>
    `;
  }

  #drawing(layout: LayerLines, theme: Theme): TemplateResult {
    const { width, height } = this.#size.box;
    const { left, right, bottom } = layout;
    const now = layout.x(this.layer);
    const colours = lineColours(layout.lines.length, theme);
    return html`<svg width=${width} height=${height} role="img" aria-label=${this.#words()}>
      ${layout.ticks.map(
        ({ y, text }) => svg`
          <line class="grid" x1=${left} x2=${right} y1=${y} y2=${y} />
          <text x=${left - 8} y=${y + 4} text-anchor="end">${text}</text>`,
      )}
      ${layout.named.map(
        (layer) =>
          svg`<text x=${layout.x(layer)} y=${bottom + 18} text-anchor="middle">${layer === 0 ? 'layer 1' : layer + 1}</text>`,
      )}
      <line class="now" x1=${now} x2=${now} y1="0" y2=${bottom} />
      ${layout.lines.map((line, place) => this.#line(line, layout, colours[place] ?? '', place))}
    </svg>`;
  }

  #line(line: LayerLine, { right }: LayerLines, colour: string, place: number): TemplateResult {
    const { key, label } = line.series;
    const marked = this.hoverKey ?? this.pinned;
    const known = this.series.some((series) => series.key === marked && marked !== undefined);
    const state = !known ? '' : key === marked ? 'strong' : 'faint';
    const point = line.at(this.layer);
    return svg`<g class=${state} data-key=${key ?? 'sum'}>
      <path d=${line.path} stroke=${colour} stroke-dasharray=${dashes[place % dashes.length] ?? ''} />
      ${point && svg`<circle cx=${point.x} cy=${point.y} r="3.5" fill=${colour} />`}
      <text class="name" x=${right + 8} y=${line.labelY + 4}>${label}</text>
    </g>`;
  }

  #words(): string {
    return this.series.map(({ label, values }) => `${label}: ${valuesWords(values)}`).join('. ');
  }

  #place(event: MouseEvent): [number, number] {
    const { x, y } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return [event.clientX - x, event.clientY - y];
  }

  #clicked(event: MouseEvent): void {
    if (this.#layout === undefined) return;
    emit(this, 'hw-layer', { layer: layerAt(this.#layout, this.#place(event)[0]) });
  }

  #pointed(event: PointerEvent): void {
    const { query } = this;
    if (this.#layout === undefined || query === undefined) return;
    const key = lineAt(this.#layout, ...this.#place(event), reach)?.series.key;
    if (key === this.hoverKey) return;
    emit(this, 'hw-hover', { cell: key === undefined ? undefined : { query, key } });
  }
}
