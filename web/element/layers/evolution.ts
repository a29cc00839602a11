import { css, html, LitElement, type TemplateResult } from 'lit';
import { baseStyles } from '#element/base-styles';
import { CanvasBox, prepareCanvas } from '#element/canvas-box';
import { emit } from '#element/events';
import { drawPanel, type PanelPicture } from '#views/cells/panel';
import { type ColourTable, tableCss } from '#views/colour/colour-map';
import { type ColourScale, linearScale } from '#views/colour/scale';
import type { Theme } from '#views/colour/theme';
import { scaleEnds } from '#views/legend/legend';

export interface Panel {
  /** Counted from 0. */
  readonly layer: number;
  readonly picture: PanelPicture;
}

/**
 * The same matrix after several layers, on one colour scale. Each panel is a button that shows its
 * layer in the other views.
 *
 * @event hw-layer - a panel was chosen
 */
export class HwEvolution extends LitElement {
  static override properties = {
    panels: { attribute: false },
    theme: { attribute: false },
    layer: { type: Number },
    aspect: { type: Number },
    scale: { attribute: false },
    table: { attribute: false },
  };

  declare panels: readonly Panel[];
  declare theme: Theme | undefined;
  declare layer: number;
  /** Height of a matrix divided by its width. */
  declare aspect: number;
  /** The one scale of all panels. */
  declare scale: ColourScale;
  declare table: ColourTable | undefined;

  /** All panels are of one size. */
  readonly #size = new CanvasBox(this, 'canvas');

  constructor() {
    super();
    this.panels = [];
    this.layer = 0;
    this.aspect = 1;
    this.scale = linearScale([0, 1]);
  }

  static override styles = [
    baseStyles,
    css`
      .scale {
        display: flex;
        align-items: center;
        gap: 8px;
        margin: 0 0 8px;
        font-size: var(--hw-small, 12px);
        font-variant-numeric: tabular-nums;
        color: var(--hw-ink-2);
      }
      .bar {
        width: 72px;
        height: 6px;
      }
      .panels {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(var(--hw-panel, 120px), 1fr));
        gap: 12px;
      }
      button {
        display: block;
        padding: 0;
        border-radius: 6px;
        min-width: 0;
      }
      .name {
        display: block;
        font-size: var(--hw-small, 12px);
        color: var(--hw-ink-2);
        padding-bottom: 4px;
        font-variant-numeric: tabular-nums;
      }
      [aria-pressed='true'] .name {
        color: var(--hw-accent);
        font-weight: 600;
      }
      .frame {
        display: block;
        outline: 1px solid var(--hw-line);
        line-height: 0;
      }
      button:hover .frame {
        outline: 1px solid var(--hw-ink-2);
      }
      [aria-pressed='true'] .frame {
        outline: 2px solid var(--hw-accent);
        outline-offset: 1px;
      }
      canvas {
        width: 100%;
      }
    `,
  ];

  override render(): TemplateResult {
    const { table } = this;
    const [low, high] = scaleEnds(this.scale);
    const stops =
      table && [0, 32, 64, 96, 128, 160, 192, 224, 255].map((at) => tableCss(table, at));
    return html`
      <p class="scale">
        ${this.scale.kind === 'row' ? 'each row its own scale' : 'one scale'} <span>${low}</span>
        <span class="bar" .style=${`background:linear-gradient(90deg,${stops?.join(',')})`}></span>
        <span>${high}</span>
      </p>
      <div class="panels" role="group" aria-label="Layers">
        ${this.panels.map(
          ({ layer }) => html`
            <button
              aria-pressed=${layer === this.layer}
              @click=${() => emit(this, 'hw-layer', { layer })}
            >
              <span class="name">layer ${layer + 1}</span>
              <span class="frame"><canvas .style=${`aspect-ratio:${1 / this.aspect}`}></canvas></span>
            </button>
          `,
        )}
      </div>
    `;
  }

  override updated(): void {
    const { theme } = this;
    const { box } = this.#size;
    if (theme === undefined || box.width === 0) return;
    this.renderRoot.querySelectorAll('canvas').forEach((canvas, place) => {
      const panel = this.panels[place];
      if (panel === undefined) return;
      const context = prepareCanvas(canvas, box);
      if (context !== undefined) drawPanel(context, panel.picture, box, theme, box.ratio);
    });
  }
}
