import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { baseStyles } from '#element/base-styles';
import { CanvasBox } from '#element/canvas-box';
import { emit } from '#element/events';
import type { Theme } from '#views/colour/theme';
import type { MatrixPicture } from '#views/matrix/draw';
import {
  type Cell,
  cellAt,
  columnAt,
  fitted,
  revealCell,
  rowAt,
  type Transform,
} from '#views/matrix/layout';
import { MatrixDrawing } from './drawing';
import { movedCell } from './keys';
import { type Reading, readingAt } from './reading';
import { matrixStyles } from './styles';
import { MatrixZoom } from './zoom';

/**
 * A matrix of attention as a picture: point at a cell to read it, click to pin it, zoom at the
 * pointer, drag to pan, double click to fit; arrows move the pinned cell and speak it.
 *
 * @event hw-hover - the cell under the pointer changed
 * @event hw-select - a cell, a row or a range of rows was chosen
 */
export class HwMatrix extends LitElement {
  static override properties = {
    picture: { attribute: false },
    theme: { attribute: false },
    queries: { attribute: false },
    key: { attribute: false },
    hover: { attribute: false },
    readings: { attribute: false },
    spoken: { attribute: false },
    summary: { attribute: false },
    transform: { state: true },
  };

  declare picture: MatrixPicture | undefined;
  declare theme: Theme | undefined;
  declare queries: readonly number[];
  declare key: number | undefined;
  declare hover: Cell | undefined;
  /** What the methods say at the cell under the pointer. */
  declare readings: readonly Reading[];
  /** What a screen reader should say of the pinned cell. */
  declare spoken: string;
  /** The picture in one sentence. */
  declare summary: string;
  declare transform: Transform;

  readonly #size = new CanvasBox(this, '.stage');
  readonly #drawing = new MatrixDrawing();
  #zoom: MatrixZoom | undefined;
  #axisStart: number | undefined;

  constructor() {
    super();
    this.queries = [];
    this.readings = [];
    this.spoken = '';
    this.summary = '';
    this.transform = fitted;
  }

  static override styles = [baseStyles, matrixStyles];

  override render(): TemplateResult {
    const zoomed = this.transform.k > 1;
    return html`
      <div
        class="stage ${zoomed ? 'zoomed' : ''}"
        role="application"
        aria-roledescription="matrix"
        aria-label=${this.summary}
        tabindex="0"
        @pointermove=${this.#pointed}
        @pointerleave=${this.#left}
        @pointerdown=${this.#pressed}
        @pointerup=${this.#released}
        @click=${this.#clicked}
        @keydown=${this.walk}
      >
        <canvas class="cells"></canvas>
        <canvas class="marks"></canvas>
      </div>
      ${zoomed ? html`<button class="fit" @click=${this.fit}>Fit</button>` : nothing}
      ${
        this.picture && this.#drawing.layout && this.hover
          ? readingAt(this.picture, this.#drawing.layout, this.hover, this.readings)
          : nothing
      }
      <span class="readers-only" role="status">${this.spoken}</span>
    `;
  }

  override firstUpdated(): void {
    this.#zoom = new MatrixZoom(
      this.#stage,
      (event) => this.#mayZoom(event),
      (transform) => {
        this.transform = transform;
      },
    );
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('picture');
    const { picture } = this;
    if (before === undefined || picture === undefined) return;
    const sameShape =
      before.rowLabels.length === picture.rowLabels.length &&
      before.columnLabels.length === picture.columnLabels.length;
    if (!sameShape) this.fit();
  }

  override updated(changed: PropertyValues<this>): void {
    const { picture, theme } = this;
    const { box } = this.#size;
    if (picture === undefined || theme === undefined || box.width === 0) return;
    const marksOnly = ['queries', 'key', 'hover', 'readings', 'spoken', 'summary'];
    const cells = [...changed.keys()].some((name) => !marksOnly.includes(String(name)));
    if (cells || changed.size === 0 || this.#drawing.layout === undefined)
      this.#drawCells(picture, theme);
    const { hover, queries, key } = this;
    this.#drawing.marks(this.#canvas('marks'), picture, theme, box, { hover, queries, key });
  }

  /** Shows the whole matrix. */
  fit(): void {
    this.#zoom?.moveTo(fitted);
  }

  #drawCells(picture: MatrixPicture, theme: Theme): void {
    const { transform } = this;
    this.#drawing.cells(this.#canvas('cells'), picture, theme, this.#size.box, transform);
    const { layout } = this.#drawing;
    if (layout === undefined) return;
    this.#zoom?.limitTo(layout);
    if (layout.transform !== transform) this.#zoom?.moveTo(layout.transform);
  }

  get #stage(): HTMLElement {
    return this.renderRoot.querySelector('.stage') as HTMLElement;
  }

  #canvas(name: string): HTMLCanvasElement {
    return this.renderRoot.querySelector(`.${name}`) as HTMLCanvasElement;
  }

  /** One finger scrolls the page while the whole matrix is shown; axes choose ranges instead. */
  #mayZoom(event: MouseEvent | TouchEvent | WheelEvent): boolean {
    if ('touches' in event) return event.touches.length > 1 || this.transform.k > 1;
    if (event.type === 'wheel') return !event.altKey;
    if (event.button !== 0 || this.#drawing.layout === undefined) return false;
    return cellAt(this.#drawing.layout, ...this.#place(event)) !== undefined;
  }

  #place(event: MouseEvent): [number, number] {
    const bounds = this.#stage.getBoundingClientRect();
    return [event.clientX - bounds.x, event.clientY - bounds.y];
  }

  #pointed(event: PointerEvent): void {
    if (this.#drawing.layout === undefined) return;
    const [x, y] = this.#place(event);
    if (this.#axisStart !== undefined) {
      const row = rowAt(this.#drawing.layout, y);
      if (row !== undefined) this.#chooseRange(this.#axisStart, row);
      return;
    }
    const cell = event.pointerType === 'touch' ? undefined : cellAt(this.#drawing.layout, x, y);
    this.#hoverAt(cell);
  }

  #hoverAt(cell: Cell | undefined): void {
    if (cell?.query === this.hover?.query && cell?.key === this.hover?.key) return;
    emit(this, 'hw-hover', { cell });
  }

  #left(): void {
    this.#hoverAt(undefined);
  }

  #pressed(event: PointerEvent): void {
    if (this.#drawing.layout === undefined || event.button !== 0) return;
    const [x, y] = this.#place(event);
    const row = x < this.#drawing.layout.plot.x ? rowAt(this.#drawing.layout, y) : undefined;
    if (row === undefined) return;
    this.#axisStart = row;
    this.#stage.setPointerCapture(event.pointerId);
    this.#chooseRange(row, row);
  }

  #released(): void {
    this.#axisStart = undefined;
  }

  #chooseRange(from: number, to: number): void {
    const low = Math.min(from, to);
    const queries = Array.from({ length: Math.abs(to - from) + 1 }, (_, step) => low + step);
    emit(this, 'hw-select', { queries, key: this.key, gesture: `rows from ${from}` });
  }

  #clicked(event: MouseEvent): void {
    if (this.#drawing.layout === undefined) return;
    const [x, y] = this.#place(event);
    const cell = cellAt(this.#drawing.layout, x, y);
    if (cell !== undefined) {
      const { query, key } = cell;
      const added = event.shiftKey && !this.queries.includes(query);
      emit(this, 'hw-select', { queries: added ? [...this.queries, query] : [query], key });
      return;
    }
    const key = y < this.#drawing.layout.plot.y ? columnAt(this.#drawing.layout, x) : undefined;
    if (key !== undefined) emit(this, 'hw-select', { queries: this.queries, key });
  }

  /** Moves the chosen cell or zooms as a key says; leaves other keys alone. */
  walk(event: KeyboardEvent): void {
    const { picture } = this;
    if (picture === undefined || this.#drawing.layout === undefined) return;
    if (event.key === '+' || event.key === '=' || event.key === '-') {
      const factor = event.key === '-' ? 0.5 : 2;
      this.#zoom?.scaleBy(factor);
      event.preventDefault();
      return;
    }
    if (event.key === '0') {
      this.fit();
      return;
    }
    const query = this.queries.at(-1) ?? 0;
    const cell = { query, key: this.key ?? query };
    const shape = { rows: picture.rowLabels.length, columns: picture.columnLabels.length };
    const moved = movedCell(cell, event, shape);
    if (moved === undefined) return;
    event.preventDefault();
    emit(this, 'hw-select', { queries: [moved.query], key: moved.key, gesture: 'move' });
    this.#zoom?.moveTo(revealCell(this.#drawing.layout, moved));
  }
}
