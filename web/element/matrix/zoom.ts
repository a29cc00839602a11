import { select } from 'd3-selection';
import { type D3ZoomEvent, type ZoomBehavior, zoom, zoomIdentity } from 'd3-zoom';
import { fitted, type MatrixLayout, type Transform } from '#views/matrix/layout';

const largestCell = 96;

/** Zooms at the pointer, pans by dragging, fits by a double click: the gestures of a stage. */
export class MatrixZoom {
  readonly #behaviour: ZoomBehavior<HTMLElement, unknown>;

  /** `allows` tells which events may zoom; `moved` is told of every new transform. */
  constructor(
    private readonly stage: HTMLElement,
    allows: (event: MouseEvent | TouchEvent | WheelEvent) => boolean,
    moved: (transform: Transform) => void,
  ) {
    this.#behaviour = zoom<HTMLElement, unknown>()
      .filter(allows)
      .clickDistance(4)
      .on('zoom', ({ transform: { k, x, y } }: D3ZoomEvent<HTMLElement, unknown>) =>
        moved({ k, x, y }),
      );
    select(stage)
      .call(this.#behaviour)
      .on('dblclick.zoom', null)
      .on('dblclick', () => this.moveTo(fitted));
  }

  /** Keeps the plot filled and cells no larger than can be read; called when the layout changes. */
  limitTo({ plot, cellWidth, cellHeight, transform }: MatrixLayout): void {
    const corners: [[number, number], [number, number]] = [
      [plot.x, plot.y],
      [plot.x + plot.width, plot.y + plot.height],
    ];
    const cell = Math.min(cellWidth, cellHeight) / transform.k;
    this.#behaviour
      .extent(corners)
      .translateExtent(corners)
      .scaleExtent([1, Math.max(1, largestCell / cell)]);
  }

  moveTo({ k, x, y }: Transform): void {
    this.#behaviour.transform(select(this.stage), zoomIdentity.translate(x, y).scale(k));
  }

  scaleBy(factor: number): void {
    this.#behaviour.scaleBy(select(this.stage), factor);
  }
}
