import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { baseStyles } from '#element/base-styles';
import { emit } from '#element/events';
import { keyOf } from '#element/text/token-choice';
import { toCsv } from '#views/csv';
import { sortedPositions } from '#views/sorting';
import { tokenText } from '#views/text/tokens';
import { formatValue } from '#views/words/format';

/** Numbers of one kind, one for each token. */
export interface NumbersColumn {
  readonly name: string;
  readonly label: string;
  readonly values: Float64Array;
}

/** The column a table is sorted by: `position`, `token` or the name of one of numbers. */
export interface NumbersOrder {
  readonly by: string;
  readonly descending: boolean;
}

/** Rows shown at first, and more each time: every row costs at every change. */
const someRows = 200;

/**
 * What the chosen position takes from every token, as a table: sort by a column's head, pin a row,
 * copy all of it.
 *
 * @event hw-order - another order was chosen
 * @event hw-select - a row's token was pinned or let go
 * @event hw-hover - the row under the pointer changed
 */
export class HwNumbersTable extends LitElement {
  static override properties = {
    tokens: { attribute: false },
    labels: { attribute: false },
    columns: { attribute: false },
    order: { attribute: false },
    queries: { attribute: false },
    key: { attribute: false },
    title: { attribute: false },
    hoverKey: { attribute: false },
    rows: { state: true },
    said: { state: true },
  };

  declare tokens: readonly string[];
  declare labels: readonly string[];
  declare columns: readonly NumbersColumn[];
  declare order: NumbersOrder;
  declare queries: readonly number[];
  declare key: number | undefined;
  /** What the table shows, in words. */
  declare title: string;
  declare hoverKey: number | undefined;
  /** Rows that are shown. */
  declare rows: number;
  /** How copying went. */
  declare said: string;

  constructor() {
    super();
    this.tokens = [];
    this.labels = [];
    this.columns = [];
    this.order = { by: 'position', descending: false };
    this.queries = [];
    this.title = '';
    this.rows = someRows;
    this.said = '';
  }

  static override styles = [
    baseStyles,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
        margin-bottom: 12px;
      }
      .head p {
        margin: 0;
        color: var(--hw-ink-2);
      }
      .copy,
      .more {
        min-height: 28px;
        padding: 0 12px;
        border: 1px solid var(--hw-control, var(--hw-ink-2));
        border-radius: 6px;
      }
      table {
        border-collapse: collapse;
        font-variant-numeric: tabular-nums;
      }
      caption {
        text-align: left;
        padding-bottom: 8px;
        color: var(--hw-ink-2);
      }
      thead th {
        position: sticky;
        top: 0;
        background: var(--hw-paper);
        box-shadow: inset 0 -1px var(--hw-line);
        font-weight: 600;
        padding: 0;
      }
      .sort {
        min-height: 32px;
        padding: 0 16px 0 8px;
        width: 100%;
        white-space: nowrap;
        font-weight: 600;
        text-align: left;
      }
      .number .sort,
      td {
        text-align: right;
      }
      td,
      tbody th {
        padding: 2px 16px 2px 8px;
        font-weight: 400;
      }
      tbody th {
        text-align: left;
        padding: 0;
      }
      tbody tr {
        border-bottom: 1px solid var(--hw-line);
      }
      tbody tr:hover,
      .hover {
        background: var(--hw-paper-2);
      }
      .token {
        min-height: 26px;
        min-width: 120px;
        padding: 0 16px 0 8px;
        font-family: var(--hw-mono);
        white-space: pre;
      }
      .chosen .token,
      .chosen td {
        color: var(--hw-accent);
        font-weight: 600;
      }
      .more {
        margin-top: 12px;
      }
      @media (max-width: 640px) {
        .sort,
        td,
        .token {
          padding: 0 6px;
        }
        .token {
          min-width: 72px;
        }
      }
      @media (pointer: coarse) {
        .token,
        .sort,
        .copy,
        .more {
          min-height: 44px;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const order = this.#sorted();
    const shown = order.slice(0, this.rows);
    const held = this.key !== undefined && shown.includes(this.key) ? this.key : shown[0];
    return html`
      <div class="head">
        <button class="copy" @click=${this.#copy}>Copy as CSV</button>
        <p role="status">${this.said}</p>
      </div>
      <table
        @click=${this.#clicked}
        @keydown=${this.#keyed}
        @pointerover=${this.#pointed}
        @pointerleave=${() => emit(this, 'hw-hover', { cell: undefined })}
      >
        <caption>${this.title}</caption>
        <thead>
          <tr>
            ${this.#heading('position', 'Position', true)} ${this.#heading('token', 'Token', false)}
            ${this.columns.map(({ name, label }) => this.#heading(name, label, true))}
          </tr>
        </thead>
        <tbody>
          ${shown.map((position) => this.#row(position, position === held))}
        </tbody>
      </table>
      ${
        shown.length === order.length
          ? nothing
          : html`<button
              class="more"
              @click=${() => {
                this.rows += someRows;
              }}
            >
              Show more: ${shown.length} of ${order.length} rows are shown
            </button>`
      }
    `;
  }

  #heading(name: string, label: string, number: boolean): TemplateResult {
    const { by, descending } = this.order;
    const current = by === name;
    const direction = current ? (descending ? 'descending' : 'ascending') : nothing;
    return html`<th scope="col" class=${number ? 'number' : ''} aria-sort=${direction}>
      <button class="sort" @click=${() => this.#sortBy(name)}>
        ${label} <span aria-hidden="true">${current ? (descending ? '↓' : '↑') : ''}</span>
      </button>
    </th>`;
  }

  #row(position: number, held: boolean): TemplateResult {
    return html`<tr class=${position === this.key ? 'chosen' : ''} data-key=${position}>
      <td>${position + 1}</td>
      <th scope="row">
        <button class="token" aria-pressed=${position === this.key} tabindex=${held ? 0 : -1}>${tokenText(
          this.tokens[position] ?? '',
        )}</button>
      </th>
      ${this.columns.map(({ values }) => html`<td>${formatValue(values[position] ?? Number.NaN)}</td>`)}
    </tr>`;
  }

  /** Numbers sort from the largest, names and positions from the first; once more turns it round. */
  #sortBy(by: string): void {
    const fresh = by !== 'position' && by !== 'token';
    const descending = this.order.by === by ? !this.order.descending : fresh;
    emit(this, 'hw-order', { order: { by, descending } });
  }

  #sorted(): number[] {
    const { by, descending } = this.order;
    const column = this.columns.find(({ name }) => name === by);
    if (column !== undefined) return sortedPositions(column.values, descending);
    if (by === 'token') return sortedPositions(this.labels, descending);
    return sortedPositions(Float64Array.from(this.tokens.keys()), descending);
  }

  async #copy(): Promise<void> {
    const head = ['position', 'token', ...this.columns.map(({ name }) => name)];
    const rows = this.#sorted().map((position) => [
      position,
      this.tokens[position] ?? '',
      ...this.columns.map(({ values }) => values[position] ?? Number.NaN),
    ]);
    try {
      await navigator.clipboard.writeText(toCsv([head, ...rows]));
      this.said = `Copied ${rows.length} rows; positions count from 0 there.`;
    } catch {
      this.said = 'The browser did not let the page copy. Allow it, or select the table by hand.';
    }
  }

  #clicked(event: MouseEvent): void {
    const key = keyOf(event);
    if (key === undefined) return;
    const next = key === this.key ? undefined : key;
    emit(this, 'hw-select', { queries: this.queries, key: next });
  }

  #pointed(event: PointerEvent): void {
    const key = keyOf(event);
    const query = this.queries.at(-1);
    if (key === undefined || query === undefined || key === this.hoverKey) return;
    emit(this, 'hw-hover', { cell: { query, key } });
  }

  /** Up and down go from row to row. */
  #keyed(event: KeyboardEvent): void {
    const buttons = [...this.renderRoot.querySelectorAll<HTMLElement>('.token')];
    const at = buttons.indexOf(event.target as HTMLElement);
    const targets: Record<string, number> = {
      ArrowUp: at - 1,
      ArrowDown: at + 1,
      PageUp: Math.max(0, at - 10),
      PageDown: Math.min(buttons.length - 1, at + 10),
      Home: 0,
      End: buttons.length - 1,
    };
    const target = at < 0 ? undefined : buttons[targets[event.key] ?? -1];
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    target.focus();
  }

  /** Pointing marks one row and leaves the others as they are. */
  override shouldUpdate(changed: Map<PropertyKey, unknown>): boolean {
    if (changed.size > 1 || !changed.has('hoverKey')) return true;
    this.#markHover();
    return false;
  }

  override updated(): void {
    this.#markHover();
  }

  #markHover(): void {
    this.renderRoot.querySelector('.hover')?.classList.remove('hover');
    this.renderRoot.querySelector(`tr[data-key="${this.hoverKey}"]`)?.classList.add('hover');
  }
}
