import { type Box, prepareCanvas } from '#element/canvas-box';
import type { Rect } from '#views/cells/rect';
import type { Theme } from '#views/colour/theme';
import { drawMatrix, type MatrixPicture } from '#views/matrix/draw';
import { labelFont } from '#views/matrix/labels';
import { layoutMatrix, type MatrixLayout, refitted, type Transform } from '#views/matrix/layout';
import { drawMatrixMarks, type MatrixMarks } from '#views/matrix/marks';

/** Draws a matrix on two canvases, cells below and marks above, and knows where everything is. */
export class MatrixDrawing {
  #layout: MatrixLayout | undefined;

  /** Where everything was drawn last. */
  get layout(): MatrixLayout | undefined {
    return this.#layout;
  }

  /** Draws the cells; where the plot changed its place or size, a zoomed part of it stays the same. */
  cells(
    canvas: HTMLCanvasElement,
    picture: MatrixPicture,
    theme: Theme,
    box: Box,
    transform: Transform,
  ): void {
    const context = prepareCanvas(canvas, box);
    if (context === undefined) return;
    context.font = labelFont(theme);
    const input = {
      ...box,
      rowLabels: picture.rowLabels,
      columnLabels: picture.columnLabels,
      sums: picture.sums !== undefined,
      characterWidth: context.measureText('m').width,
    };
    const before = this.#layout?.plot;
    const layout = layoutMatrix({ ...input, transform });
    const resized = before !== undefined && transform.k > 1 && !sameRect(before, layout.plot);
    this.#layout = resized
      ? layoutMatrix({ ...input, transform: refitted(transform, before, layout.plot) })
      : layout;
    drawMatrix(context, picture, this.#layout, theme, box.ratio);
  }

  marks(
    canvas: HTMLCanvasElement,
    picture: MatrixPicture,
    theme: Theme,
    box: Box,
    marks: MatrixMarks,
  ): void {
    const context = prepareCanvas(canvas, box);
    if (context === undefined || this.#layout === undefined) return;
    drawMatrixMarks(context, picture, marks, this.#layout, theme);
  }
}

function sameRect(one: Rect, other: Rect): boolean {
  return (
    one.x === other.x &&
    one.y === other.y &&
    one.width === other.width &&
    one.height === other.height
  );
}
