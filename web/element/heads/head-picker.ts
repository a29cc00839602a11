import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { baseStyles } from '#element/base-styles';
import { emit } from '#element/events';
import { mostListed, partAround } from '#views/bounds';
import { toggleHead } from './heads';

/**
 * Which heads are fused. While all are on, a click keeps that head alone; then clicks add and
 * remove; taking the last one away brings all back.
 *
 * @event hw-heads - another set of heads was chosen; undefined stands for all
 */
export class HwHeadPicker extends LitElement {
  static override properties = {
    heads: { type: Number },
    chosen: { attribute: false },
    start: { state: true },
  };

  declare heads: number;
  /** Ascending; undefined stands for all. */
  declare chosen: readonly number[] | undefined;
  /** A head in the middle of those that are laid out. */
  declare start: number;

  constructor() {
    super();
    this.start = 0;
    this.heads = 1;
  }

  static override styles = [
    baseStyles,
    css`
      .heads {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(26px, 1fr));
        gap: 3px;
      }
      button {
        min-height: 26px;
        border-radius: 4px;
        border: 1px solid var(--hw-line);
        text-align: center;
        font-size: var(--hw-small, 12px);
        font-variant-numeric: tabular-nums;
        color: var(--hw-ink-2);
      }
      button:hover {
        border-color: var(--hw-ink-2);
      }
      [aria-pressed='true'] {
        background: var(--hw-paper-2);
        border-color: var(--hw-ink-2);
        color: var(--hw-ink);
        font-weight: 600;
      }
      @media (pointer: coarse) {
        .heads {
          grid-template-columns: repeat(auto-fill, minmax(44px, 1fr));
        }
        button {
          min-height: 44px;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const { from, to } = partAround(this.start, this.heads);
    return html`
      ${this.heads > to - from ? this.#first(from) : nothing}
      <div class="heads" role="group" aria-label="Heads">
        ${Array.from({ length: to - from }, (_, place) => from + place).map(
          (head) => html`<button
            aria-pressed=${this.chosen?.includes(head) ?? true}
            aria-label="Head ${head + 1}"
            @click=${() => this.#toggled(head)}
          >${head + 1}</button>`,
        )}
      </div>
    `;
  }

  /** Of very many heads some are laid out: which ones is chosen here. */
  #first(from: number): TemplateResult {
    return html`<label>From head
      <input
        type="number"
        min="1"
        max=${this.heads}
        .value=${String(from + 1)}
        @change=${(event: Event) => {
          const first = Math.round((event.target as HTMLInputElement).valueAsNumber || 1) - 1;
          this.start = Math.max(0, Math.min(this.heads - 1, first)) + (mostListed >> 1);
        }}
      />
      of ${this.heads}</label>`;
  }

  #toggled(head: number): void {
    emit(this, 'hw-heads', { heads: toggleHead(this.chosen, head, this.heads) });
  }
}
