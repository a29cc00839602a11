import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { baseStyles } from '#element/base-styles';
import { CanvasBox, prepareCanvas } from '#element/canvas-box';
import { emit } from '#element/events';
import type { Theme } from '#views/colour/theme';
import { type Curve, curveLayerAt, drawLayerCurve } from '#views/layers/layer-curve';
import { valuesWords } from '#views/words/format';
import { selectedPanelStyles } from './selected-panel-styles';

export interface MethodReading {
  readonly method: string;
  readonly name: string;
  readonly text: string;
  /** Length of the bar, in [0, 1]. */
  readonly share: number;
  readonly current: boolean;
}

export interface SourceLine {
  readonly key: number;
  readonly label: string;
  readonly text: string;
  readonly share: number;
  readonly colour: string;
}

/** What is known of the chosen positions, in words and numbers. */
export interface Selected {
  readonly queries: readonly number[];
  readonly queryLabel: string;
  /** The key whose numbers are shown: the pinned one, or the strongest source. */
  readonly key: number;
  readonly keyLabel: string;
  readonly pinned: boolean;
  readonly pairTitle: string;
  readonly sentence: string;
  readonly settings: string;
  readonly readings: readonly MethodReading[];
  readonly curves: readonly Curve[];
  readonly currentMethod: string;
  readonly layer: number;
  readonly sources: readonly SourceLine[];
}

/**
 * The chosen position in words, the three methods' numbers for one pair, how they change by layer,
 * and the strongest sources.
 *
 * @event hw-select - a source was chosen to follow, or let go
 * @event hw-layer - a layer was chosen on the curve
 */
export class HwSelectedPanel extends LitElement {
  static override properties = {
    selected: { attribute: false },
    theme: { attribute: false },
  };

  declare selected: Selected | undefined;
  declare theme: Theme | undefined;

  readonly #size = new CanvasBox(this, '.curve');

  static override styles = [baseStyles, selectedPanelStyles];

  override render(): TemplateResult {
    const { selected } = this;
    if (selected === undefined) {
      return html`<h2>Selected</h2>
        <p class="sentence">Choose a word to see where what it holds comes from.</p>`;
    }
    const { queryLabel, keyLabel, sentence, settings } = selected;
    const layers = Math.max(1, ...selected.curves.map(({ values }) => values.length));
    return html`
      <h2>Selected</h2>
      <p class="sentence" data-test="sentence">${sentence}</p>
      <p class="settings">${settings}</p>
      <h3>Strongest sources</h3>
      <ol>
        ${selected.sources.map((source) => html`<li>${this.#source(source, selected)}</li>`)}
      </ol>
      <h3>${selected.pairTitle}</h3>
      <p class="pair">
        <span class="chosen">${queryLabel}</span> <span class="from">←</span> ${keyLabel}
      </p>
      <ul class="readings">
        ${selected.readings.map(
          ({ name, text, share, current }) => html`
            <li class="reading ${current ? 'current' : ''}">
              <span class="name">${name}</span>
              <span class="number">${text}</span>
              <span class="track"><span class="fill" .style=${`width:${100 * share}%`}></span></span>
            </li>
          `,
        )}
      </ul>
      ${
        layers > 1
          ? html`<h3>The same pair by layer</h3>
              <div class="curve" @click=${(event: MouseEvent) => this.#layerAt(event, layers)}><canvas role="img" aria-label=${curveWords(selected)}></canvas></div>
              <div class="ends">
                <span>1</span><span>${curveLegend(selected)}</span><span>${layers}</span>
              </div>`
          : nothing
      }
    `;
  }

  #source({ key, label, text, share, colour }: SourceLine, selected: Selected): TemplateResult {
    const follows = selected.pinned && selected.key === key;
    const next = follows ? undefined : key;
    return html`<button
      class="source"
      aria-pressed=${follows}
      @click=${() => emit(this, 'hw-select', { queries: selected.queries, key: next })}
    >
      <span class="name" title=${label}>${label}</span>
      <span class="number">${text}</span>
      <span class="track"
        ><span class="fill" .style=${`width:${100 * share}%;background:${colour}`}></span
      ></span>
    </button>`;
  }

  #layerAt(event: MouseEvent, layers: number): void {
    const x = event.clientX - (event.currentTarget as HTMLElement).getBoundingClientRect().x;
    emit(this, 'hw-layer', { layer: curveLayerAt(this.#size.box, layers, x) });
  }

  override updated(): void {
    const canvas = this.renderRoot.querySelector('canvas');
    const { selected, theme } = this;
    const { box } = this.#size;
    if (canvas === null || selected === undefined || theme === undefined || box.width === 0) return;
    const context = prepareCanvas(canvas, box);
    if (context === undefined) return;
    const picture = {
      curves: selected.curves,
      current: selected.currentMethod,
      layer: selected.layer,
    };
    drawLayerCurve(context, picture, box, theme);
  }
}

function curveWords({ curves }: Selected): string {
  return curves
    .map(
      ({ name, values }) => `${name} by layer: ${valuesWords(values, (value) => value.toFixed(3))}`,
    )
    .join('. ');
}

function curveLegend({ curves, currentMethod }: Selected): string {
  const dashed = curves.filter(({ name }) => name !== currentMethod).map(({ name }) => name);
  return dashed.length > 0 ? `solid ${currentMethod}, dashed ${dashed.join(', ')}` : currentMethod;
}
