import { css, html, LitElement, svg, type TemplateResult } from 'lit';
import { baseStyles } from '#element/base-styles';
import { emit } from '#element/events';
import { largestOfGroups, strideOf } from '#views/bounds';

/**
 * Which layer is shown: a slider under one bar for each layer, and a button that plays them.
 *
 * @event hw-layer - another layer was chosen
 * @event hw-play - playing was started or stopped
 */
export class HwLayerSlider extends LitElement {
  static override properties = {
    layers: { type: Number },
    first: { type: Number },
    layer: { type: Number },
    bars: { attribute: false },
    barsMean: { attribute: false },
    playing: { type: Boolean },
  };

  declare layers: number;
  /** The lowest layer that can be shown. */
  declare first: number;
  declare layer: number;
  /** One height in [0, 1] for each layer; of very many, a bar stands for several. */
  declare bars: readonly number[];
  /** What the heights stand for. */
  declare barsMean: string;
  declare playing: boolean;

  constructor() {
    super();
    this.layers = 1;
    this.first = 0;
    this.layer = 0;
    this.bars = [];
    this.barsMean = '';
    this.playing = false;
  }

  static override styles = [
    baseStyles,
    css`
      .row {
        display: grid;
        grid-template-columns: auto 1fr auto;
        gap: 8px;
        align-items: end;
      }
      .play {
        width: 32px;
        height: 32px;
        border: 1px solid var(--hw-line);
        border-radius: 6px;
        display: grid;
        place-items: center;
      }
      .play:hover {
        background: var(--hw-paper-2);
      }
      svg {
        width: 14px;
        height: 14px;
        fill: currentColor;
      }
      .bars {
        display: flex;
        align-items: flex-end;
        gap: 1px;
        height: 20px;
        padding: 0 4px;
      }
      .bar {
        flex: 1;
        min-height: 2px;
        background: var(--hw-ink-2);
        opacity: 0.45;
        border-radius: 1px 1px 0 0;
      }
      .bar.current {
        background: var(--hw-accent);
        opacity: 1;
      }
      input {
        display: block;
        width: 100%;
        height: 20px;
        margin: 0;
        accent-color: var(--hw-ink);
      }
      output {
        font: 600 var(--hw-title, 20px) / 32px var(--hw-font);
        font-variant-numeric: tabular-nums;
        min-width: 1.5ch;
        text-align: right;
      }
      .of {
        font: var(--hw-small, 12px) var(--hw-font);
        color: var(--hw-ink-2);
        white-space: nowrap;
      }
      @media (pointer: coarse) {
        .play {
          width: 44px;
          height: 44px;
        }
        input {
          height: 44px;
        }
        .bars {
          display: none;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const known = this.bars.length === this.layers;
    const bars = largestOfGroups(known ? this.bars : new Array<number>(this.layers).fill(0));
    const current = Math.floor(this.layer / strideOf(this.layers));
    const name = this.playing ? 'Stop playing' : 'Play the layers';
    return html`
      <div class="row">
        <button class="play" aria-label=${name} title="${name} (space)" @click=${this.#play}>
          <svg viewBox="0 0 14 14" aria-hidden="true">
            ${
              this.playing
                ? svg`<path d="M2 1h3.5v12H2zM8.5 1H12v12H8.5z" />`
                : svg`<path d="M3 1l9 6-9 6z" />`
            }
          </svg>
        </button>
        <div>
          <div class="bars" title=${this.barsMean} aria-hidden="true">
            ${bars.map(
              (share, place) => html`<span
                class="bar ${place === current ? 'current' : ''}"
                .style=${`height:${100 * (share || 0)}%`}
              ></span>`,
            )}
          </div>
          <input
            type="range"
            min=${this.first + 1}
            max=${this.layers}
            step="1"
            .value=${String(this.layer + 1)}
            ?disabled=${this.layers - this.first < 2}
            aria-label="Layer"
            @input=${this.#slid}
          />
        </div>
        <output>${this.layer + 1}<span class="of"> of ${this.layers}</span></output>
      </div>
    `;
  }

  #slid(event: Event): void {
    const layer = Number((event.target as HTMLInputElement).value) - 1;
    emit(this, 'hw-layer', { layer, gesture: 'layer slider' });
  }

  #play(): void {
    emit(this, 'hw-play', { playing: !this.playing });
  }
}
