import { css, html, LitElement, type TemplateResult } from 'lit';
import { baseStyles } from './base-styles';
import { emit } from './events';

export interface Segment {
  readonly value: string;
  readonly label: string;
  readonly title?: string;
  /** Why it cannot be chosen. */
  readonly refused?: string | undefined;
}

/**
 * One choice of a few, side by side; a radio group for keyboard and readers.
 *
 * @event hw-choose - another segment was chosen
 */
export class HwSegmented extends LitElement {
  static override properties = {
    label: { type: String },
    segments: { attribute: false },
    value: { type: String },
  };

  declare label: string;
  declare segments: readonly Segment[];
  declare value: string;

  constructor() {
    super();
    this.label = '';
    this.segments = [];
    this.value = '';
  }

  static override styles = [
    baseStyles,
    css`
      .group {
        display: flex;
        flex-wrap: wrap;
        gap: 1px;
        background: var(--hw-line);
        border: 1px solid var(--hw-control, var(--hw-line));
        border-radius: 6px;
        overflow: clip;
      }
      label {
        position: relative;
        flex: 1;
        display: flex;
        align-items: center;
        justify-content: center;
        min-height: 28px;
        background: var(--hw-paper);
        cursor: pointer;
        white-space: nowrap;
      }
      /* Room beside the words, given up before the segments take a second line. */
      label::before,
      label::after {
        content: '';
        flex: 0 1 6px;
        min-width: 3px;
      }
      label:hover {
        background: var(--hw-paper-2);
      }
      label:has(:checked) {
        background: var(--hw-ink);
        color: var(--hw-paper);
        font-weight: 600;
      }
      label:has(:disabled) {
        cursor: not-allowed;
        color: var(--hw-ink-2);
        text-decoration: line-through;
      }
      label:has(:focus-visible) {
        outline: 2px solid var(--hw-ink);
        outline-offset: -4px;
        border-radius: 6px;
      }
      label:has(:checked:focus-visible) {
        outline-color: var(--hw-paper);
      }
      input {
        position: absolute;
        inset: 0;
        opacity: 0;
        cursor: inherit;
      }
      @media (pointer: coarse) {
        label {
          min-height: 44px;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    return html`
      <div class="group" role="radiogroup" aria-label=${this.label}>
        ${this.segments.map(
          ({ value, label, title, refused }) => html`
            <label title=${refused ?? title ?? ''}>
              <input
                type="radio"
                name="segment"
                .checked=${value === this.value}
                ?disabled=${refused !== undefined}
                @change=${() => emit(this, 'hw-choose', { value })}
              />
              ${label}
            </label>
          `,
        )}
      </div>
    `;
  }
}
