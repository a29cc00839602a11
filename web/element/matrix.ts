import { select } from 'd3-selection';
import { type D3ZoomEvent, type ZoomBehavior, zoom, zoomIdentity } from 'd3-zoom';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { drawMatrix, type MatrixPicture } from '#views/matrix';
import { labelFont } from '#views/matrix-labels';
import {
  type Cell,
  cellAt,
  columnAt,
  fitted,
  layoutMatrix,
  type MatrixLayout,
  revealCell,
  rowAt,
  type Transform,
} from '#views/matrix-layout';
import { drawMatrixMarks } from '#views/matrix-marks';
import type { Theme } from '#views/theme';
import { baseStyles } from './base-styles';
import { CanvasBox, prepareCanvas } from './canvas-box';
import { emit } from './events';
import { movedCell } from './matrix-keys';
import { type Reading, readingAt } from './matrix-reading';
import { matrixStyles } from './matrix-styles';

const largestCell = 96;

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
  #zoom: ZoomBehavior<HTMLElement, unknown> | undefined;
  #layout: MatrixLayout | undefined;
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
        this.picture && this.#layout && this.hover
          ? readingAt(this.picture, this.#layout, this.hover, this.readings)
          : nothing
      }
      <span class="readers-only" role="status">${this.spoken}</span>
    `;
  }

  override firstUpdated(): void {
    this.#zoom = zoom<HTMLElement, unknown>()
      .filter((event: MouseEvent | TouchEvent | WheelEvent) => this.#mayZoom(event))
      .clickDistance(4)
      .on('zoom', ({ transform }: D3ZoomEvent<HTMLElement, unknown>) => {
        this.transform = { k: transform.k, x: transform.x, y: transform.y };
      });
    const stage = select(this.#stage);
    stage
      .call(this.#zoom)
      .on('dblclick.zoom', null)
      .on('dblclick', () => this.fit());
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
    if (cells || changed.size === 0 || this.#layout === undefined) this.#drawCells(picture, theme);
    this.#drawMarks(picture, theme);
  }

  /** Shows the whole matrix. */
  fit(): void {
    this.#moveTo(fitted);
  }

  #drawCells(picture: MatrixPicture, theme: Theme): void {
    const context = prepareCanvas(this.#canvas('cells'), this.#size.box);
    if (context === undefined) return;
    context.font = labelFont(theme);
    this.#layout = layoutMatrix({
      ...this.#size.box,
      rowLabels: picture.rowLabels,
      columnLabels: picture.columnLabels,
      characterWidth: context.measureText('m').width,
      transform: this.transform,
    });
    const { plot, cellWidth, cellHeight } = this.#layout;
    const corner: [[number, number], [number, number]] = [
      [plot.x, plot.y],
      [plot.x + plot.width, plot.y + plot.height],
    ];
    const cell = Math.min(cellWidth, cellHeight) / this.transform.k;
    this.#zoom
      ?.extent(corner)
      .translateExtent(corner)
      .scaleExtent([1, Math.max(1, largestCell / cell)]);
    drawMatrix(context, picture, this.#layout, theme, this.#size.box.ratio);
  }

  #drawMarks(picture: MatrixPicture, theme: Theme): void {
    const context = prepareCanvas(this.#canvas('marks'), this.#size.box);
    if (context === undefined || this.#layout === undefined) return;
    const { hover, queries, key } = this;
    drawMatrixMarks(context, picture, { hover, queries, key }, this.#layout, theme);
  }

  get #stage(): HTMLElement {
    return this.renderRoot.querySelector('.stage') as HTMLElement;
  }

  #canvas(name: string): HTMLCanvasElement {
    return this.renderRoot.querySelector(`.${name}`) as HTMLCanvasElement;
  }

  #moveTo({ k, x, y }: Transform): void {
    if (this.#zoom === undefined) return;
    this.#zoom.transform(select(this.#stage), zoomIdentity.translate(x, y).scale(k));
  }

  /** One finger scrolls the page while the whole matrix is shown; axes choose ranges instead. */
  #mayZoom(event: MouseEvent | TouchEvent | WheelEvent): boolean {
    if ('touches' in event) return event.touches.length > 1 || this.transform.k > 1;
    if (event.type === 'wheel') return !event.altKey;
    if (event.button !== 0 || this.#layout === undefined) return false;
    return cellAt(this.#layout, ...this.#place(event)) !== undefined;
  }

  #place(event: MouseEvent): [number, number] {
    const bounds = this.#stage.getBoundingClientRect();
    return [event.clientX - bounds.x, event.clientY - bounds.y];
  }

  #pointed(event: PointerEvent): void {
    if (this.#layout === undefined) return;
    const [x, y] = this.#place(event);
    if (this.#axisStart !== undefined) {
      const row = rowAt(this.#layout, y);
      if (row !== undefined) this.#chooseRange(this.#axisStart, row);
      return;
    }
    const cell = event.pointerType === 'touch' ? undefined : cellAt(this.#layout, x, y);
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
    if (this.#layout === undefined || event.button !== 0) return;
    const [x, y] = this.#place(event);
    const row = x < this.#layout.plot.x ? rowAt(this.#layout, y) : undefined;
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
    if (this.#layout === undefined) return;
    const [x, y] = this.#place(event);
    const cell = cellAt(this.#layout, x, y);
    if (cell !== undefined) {
      const { query, key } = cell;
      const added = event.shiftKey && !this.queries.includes(query);
      emit(this, 'hw-select', { queries: added ? [...this.queries, query] : [query], key });
      return;
    }
    const key = y < this.#layout.plot.y ? columnAt(this.#layout, x) : undefined;
    if (key !== undefined) emit(this, 'hw-select', { queries: this.queries, key });
  }

  /** Moves the chosen cell or zooms as a key says; leaves other keys alone. */
  walk(event: KeyboardEvent): void {
    const { picture } = this;
    if (picture === undefined || this.#layout === undefined) return;
    if (event.key === '+' || event.key === '=' || event.key === '-') {
      const factor = event.key === '-' ? 0.5 : 2;
      this.#zoom?.scaleBy(select(this.#stage), factor);
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
    this.#moveTo(revealCell(this.#layout, moved));
  }
}
