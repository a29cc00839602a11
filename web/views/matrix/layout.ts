import type { CellWindow } from '#views/cells/paint';
import type { Rect } from '#views/cells/rect';
import { shortLabel } from '#views/text/tokens';

export interface Cell {
  readonly query: number;
  readonly key: number;
}

/** Zoom and pan: `screen = k · picture + (x, y)`. */
export interface Transform {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

export const fitted: Transform = { k: 1, x: 0, y: 0 };

export interface MatrixLayout {
  /** Size of the whole picture in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Where the cells are. */
  readonly plot: Rect;
  readonly rows: number;
  readonly columns: number;
  /** Size of a cell on the screen. */
  readonly cellWidth: number;
  readonly cellHeight: number;
  readonly transform: Transform;
  /** Labels of the columns run upwards where they do not fit side by side. */
  readonly upright: boolean;
  /** Characters a label may have. */
  readonly labelLength: number;
  /** Room right of the cells and below them, for their sums. */
  readonly sumsRoom: number;
}

export interface MatrixLayoutInput {
  readonly width: number;
  readonly height: number;
  readonly rowLabels: readonly string[];
  readonly columnLabels: readonly string[];
  /** Width of one character of the label font. */
  readonly characterWidth: number;
  readonly transform: Transform;
  /** Sums of rows and columns are drawn too. */
  readonly sums?: boolean;
}

/** Room that a label needs across its text. */
export const lineHeight = 15;
const titleHeight = 18;
const gap = 6;
const longestLabel = 10;
const roomForSums = 36;

/**
 * Square cells as large as the picture allows, labels of the queries at the left, of the keys on
 * top. Matrices more than three times as wide as high, or the other way round, fill the picture
 * with cells that are not square.
 */
export function layoutMatrix(input: MatrixLayoutInput): MatrixLayout {
  const rows = Math.max(1, input.rowLabels.length);
  const columns = Math.max(1, input.columnLabels.length);
  const labelLength = Math.min(
    longestLabel,
    Math.max(longest(input.rowLabels), longest(input.columnLabels)),
  );
  const labelWidth = labelLength * input.characterWidth;
  const left = Math.ceil(Math.min(labelWidth, input.width / 4)) + gap + titleHeight;
  const sumsRoom = input.sums ? roomForSums : 0;
  const room = (top: number) => ({
    width: Math.max(1, input.width - left - sumsRoom - 1),
    height: Math.max(1, input.height - top - sumsRoom - 1),
  });
  const flatTop = titleHeight + lineHeight + gap;
  const uprightTop = titleHeight + Math.ceil(labelWidth) + gap;
  const flat = cellSize(room(flatTop), rows, columns);
  const upright = flat.width < labelWidth + 2 * gap;
  const top = upright ? uprightTop : flatTop;
  const size = upright ? cellSize(room(top), rows, columns) : flat;
  const { k } = input.transform;
  return {
    width: input.width,
    height: input.height,
    plot: { x: left, y: top, width: size.width * columns, height: size.height * rows },
    rows,
    columns,
    cellWidth: size.width * k,
    cellHeight: size.height * k,
    transform: input.transform,
    upright,
    labelLength,
    sumsRoom,
  };
}

function longest(labels: readonly string[]): number {
  return labels.reduce((length, label) => Math.max(length, label.length), 1);
}

function cellSize(room: { width: number; height: number }, rows: number, columns: number) {
  const width = room.width / columns;
  const height = room.height / rows;
  if (Math.max(rows / columns, columns / rows) > 3) return { width, height };
  const side = Math.min(width, height);
  return { width: side, height: side };
}

/** Left edge of a column on the screen. */
export function columnX({ plot, transform, cellWidth }: MatrixLayout, column: number): number {
  return plot.x * transform.k + transform.x + column * cellWidth;
}

/** Upper edge of a row on the screen. */
export function rowY({ plot, transform, cellHeight }: MatrixLayout, row: number): number {
  return plot.y * transform.k + transform.y + row * cellHeight;
}

/** The cell under a point of the picture; undefined outside the plot. */
export function cellAt(layout: MatrixLayout, x: number, y: number): Cell | undefined {
  if (!inside(layout.plot, x, y)) return undefined;
  const key = columnAt(layout, x);
  const query = rowAt(layout, y);
  return key === undefined || query === undefined ? undefined : { query, key };
}

/** The row whose label or cells are at this height; undefined outside the plot's height. */
export function rowAt(layout: MatrixLayout, y: number): number | undefined {
  if (y < layout.plot.y || y >= layout.plot.y + layout.plot.height) return undefined;
  const row = Math.floor((y - rowY(layout, 0)) / layout.cellHeight);
  return row >= 0 && row < layout.rows ? row : undefined;
}

/** The column whose label or cells are at this place; undefined outside the plot's width. */
export function columnAt(layout: MatrixLayout, x: number): number | undefined {
  if (x < layout.plot.x || x >= layout.plot.x + layout.plot.width) return undefined;
  const column = Math.floor((x - columnX(layout, 0)) / layout.cellWidth);
  return column >= 0 && column < layout.columns ? column : undefined;
}

function inside(rect: Rect, x: number, y: number): boolean {
  return x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;
}

/** Rows and columns of which at least a part is in the plot. */
export function visibleCells(layout: MatrixLayout): CellWindow {
  const { plot, rows, columns, cellWidth, cellHeight } = layout;
  const fromX = (plot.x - columnX(layout, 0)) / cellWidth;
  const fromY = (plot.y - rowY(layout, 0)) / cellHeight;
  return {
    row0: Math.max(0, Math.floor(fromY + 1e-6)),
    row1: Math.min(rows, Math.ceil(fromY + plot.height / cellHeight - 1e-6)),
    column0: Math.max(0, Math.floor(fromX + 1e-6)),
    column1: Math.min(columns, Math.ceil(fromX + plot.width / cellWidth - 1e-6)),
  };
}

/** Every how many positions a label stands, so that labels keep a line's height: 1, 2, 5, 10, … */
export function labelStep(cellSize: number): number {
  for (let power = 1; ; power *= 10) {
    for (const step of [power, 2 * power, 5 * power]) {
      if (step * cellSize >= lineHeight || step > 1e6) return step;
    }
  }
}

/** Visible rows that carry a label. */
export function labelledRows(layout: MatrixLayout): number[] {
  const { row0, row1 } = visibleCells(layout);
  return every(labelStep(layout.cellHeight), row0, row1);
}

/** Visible columns that carry a label. */
export function labelledColumns(layout: MatrixLayout): number[] {
  const { column0, column1 } = visibleCells(layout);
  return every(layout.upright ? labelStep(layout.cellWidth) : 1, column0, column1);
}

function every(step: number, from: number, to: number): number[] {
  const first = Math.ceil(from / step) * step;
  const count = Math.max(0, Math.ceil((to - first) / step));
  return Array.from({ length: count }, (_, place) => first + place * step);
}

/** A label cut to the room that the layout gives labels. */
export function fitLabel(layout: MatrixLayout, label: string): string {
  return shortLabel(label, layout.labelLength);
}

/** The transform moved, its zoom kept, so that the cell lies wholly in the plot. */
export function revealCell(layout: MatrixLayout, { query, key }: Cell): Transform {
  const { plot, transform } = layout;
  const x = columnX(layout, key);
  const y = rowY(layout, query);
  return {
    k: transform.k,
    x: transform.x + shift(x, x + layout.cellWidth, plot.x, plot.x + plot.width),
    y: transform.y + shift(y, y + layout.cellHeight, plot.y, plot.y + plot.height),
  };
}

/** The transform for a plot that was moved or resized: what was at its upper left corner stays there. */
export function refitted({ k, x, y }: Transform, before: Rect, after: Rect): Transform {
  const keep = (from: number, size: number, at: number, nextFrom: number, nextSize: number) =>
    nextFrom - k * (nextFrom + (((from - at) / k - from) / size) * nextSize);
  return {
    k,
    x: keep(before.x, before.width, x, after.x, after.width),
    y: keep(before.y, before.height, y, after.y, after.height),
  };
}

function shift(from: number, to: number, low: number, high: number): number {
  if (from < low) return low - from;
  return to > high ? high - to : 0;
}

/** Keeps what is drawn next inside the plot, until the context is restored. */
export function clipToPlot(ctx: CanvasRenderingContext2D, { plot }: MatrixLayout): void {
  ctx.beginPath();
  ctx.rect(plot.x, plot.y, plot.width, plot.height);
  ctx.clip();
}
