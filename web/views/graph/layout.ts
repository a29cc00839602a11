import { columnsFor } from './columns';
import {
  type GraphArc,
  type GraphNode,
  type LayerGraph,
  mergedArcs,
  type WeightedPath,
} from './layer-graph';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** An arc as a line on the picture. */
export interface DrawnArc extends GraphArc {
  /** Path data of an SVG path. */
  readonly line: string;
  readonly width: number;
}

/** A marked arc with the bar that crosses it. */
export interface DrawnMark extends DrawnArc {
  readonly bar: string;
}

/** Where everything of a layer graph stands, in pixels. */
export interface LayerGraphLayout extends Size {
  /** Tokens that have a column, from left to right. */
  readonly columns: readonly number[];
  readonly columnWidth: number;
  /** Labels of columns are turned, because they are wider than their columns. */
  readonly turned: boolean;
  readonly left: number;
  readonly top: number;
  readonly rowHeight: number;
  readonly levels: number;
  /** The middle of each column. */
  readonly x: readonly number[];
  /** Middles of the places where tokens are left out. */
  readonly gaps: readonly number[];
}

/** Room for the names of levels, for the label of the top node, and beside the last column. */
const margins = { left: 92, narrowLeft: 26, top: 30, right: 16 };
const characterWidth = 7.3;
const narrowestColumn = 13;
const widestColumn = 120;
const rowHeights = { least: 26, most: 110 };
/** Width of an arc that carries all of `across`. */
const fullWidth = 26;
/** Below this width, levels are called by their number. */
export const narrowWidth = 560;

/** Room below the lowest level for labels of this many characters. */
function labelRoom(turned: boolean, characters: number): number {
  return turned ? Math.min(labelCharacters, characters) * characterWidth + 20 : 30;
}

/** Characters of a label that are shown at most. */
export const labelCharacters = 12;

/** Height that the graph needs at least, whatever its width. */
export function leastHeight({ levels }: Pick<LayerGraph, 'levels'>): number {
  return (
    margins.top + Math.max(1, levels - 1) * rowHeights.least + labelRoom(true, labelCharacters)
  );
}

/**
 * Places the graph in a box. Where it does not fit, it is larger than the box and the box scrolls.
 * O(tokens + paths · levels).
 */
export function layoutLayerGraph(
  graph: LayerGraph,
  labels: readonly string[],
  box: Size,
): LayerGraphLayout {
  const left = box.width < narrowWidth ? margins.narrowLeft : margins.left;
  const across = Math.max(0, box.width - left - margins.right);
  const { columns, places, gaps, units } = columnsFor(graph, across / narrowestColumn);
  const columnWidth = Math.min(widestColumn, Math.max(narrowestColumn, across / units));
  const longest = Math.max(1, ...columns.map((token) => [...(labels[token] ?? '')].length));
  const turned = longest * characterWidth + 8 > columnWidth;
  const below = labelRoom(turned, longest);
  const rows = Math.max(1, graph.levels - 1);
  const down = box.height - margins.top - below;
  const rowHeight = Math.min(rowHeights.most, Math.max(rowHeights.least, down / rows));
  const x = (at: number) => left + at * columnWidth;
  return {
    columns,
    columnWidth,
    turned,
    left,
    top: margins.top,
    rowHeight,
    levels: graph.levels,
    x: places.map(x),
    gaps: gaps.map(x),
    width: Math.max(box.width, left + units * columnWidth + margins.right),
    height: margins.top + rows * rowHeight + below,
  };
}

/** Height of a level on the picture; level 0 is lowest. */
export function levelY({ top, rowHeight, levels }: LayerGraphLayout, level: number): number {
  return top + (levels - 1 - level) * rowHeight;
}

/** The arcs of some paths as lines; arcs of columns that are left out are left out. */
export function drawArcs(
  layout: LayerGraphLayout,
  { levels, across }: Pick<LayerGraph, 'levels' | 'across'>,
  paths: readonly WeightedPath[],
): DrawnArc[] {
  return mergedArcs(paths, levels).flatMap((arc) => {
    const ends = endsOf(layout, arc);
    return ends === undefined ? [] : [{ ...arc, line: lineOf(ends), width: arcWidth(arc, across) }];
  });
}

/**
 * Marked arcs, each with a bar across it at the end where the marked arcs of its layer lie apart,
 * so that bars of arcs that meet in a node do not lie on each other.
 */
export function drawMarks(layout: LayerGraphLayout, { marked, across }: LayerGraph): DrawnMark[] {
  const meeting = new Map<string, number>();
  const above = ({ level, from }: GraphArc) => `${level} from ${from}`;
  const below = ({ level, to }: GraphArc) => `${level} to ${to}`;
  for (const arc of marked) {
    for (const end of [above(arc), below(arc)]) meeting.set(end, (meeting.get(end) ?? 0) + 1);
  }
  return marked.flatMap((arc) => {
    const ends = endsOf(layout, arc);
    if (ends === undefined) return [];
    const meetAbove = meeting.get(above(arc)) ?? 0;
    const meetBelow = meeting.get(below(arc)) ?? 0;
    const at = meetAbove === meetBelow ? 0.5 : meetAbove > meetBelow ? 0.8 : 0.2;
    const width = arcWidth(arc, across);
    return [{ ...arc, line: lineOf(ends), width, bar: barOf(ends, at, width) }];
  });
}

function arcWidth({ weight }: GraphArc, across: number): number {
  return across > 0 ? Math.max(0.75, (fullWidth * weight) / across) : 0.75;
}

/** The share of everything that an arc of this width carries. */
export function shareOfWidth(width: number): number {
  return width / fullWidth;
}

/** Upper end and lower end. */
interface Ends {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

function endsOf(layout: LayerGraphLayout, { level, from, to }: GraphArc): Ends | undefined {
  const x0 = layout.x[layout.columns.indexOf(from)];
  const x1 = layout.x[layout.columns.indexOf(to)];
  if (x0 === undefined || x1 === undefined) return undefined;
  return { x0, y0: levelY(layout, level + 1), x1, y1: levelY(layout, level) };
}

function lineOf({ x0, y0, x1, y1 }: Ends): string {
  const middle = (y0 + y1) / 2;
  return `M${round(x0)} ${round(y0)}C${round(x0)} ${round(middle)} ${round(x1)} ${round(middle)} ${round(x1)} ${round(y1)}`;
}

/** A bar across the arc's line at a share of its way. */
function barOf({ x0, y0, x1, y1 }: Ends, at: number, width: number): string {
  const rest = 1 - at;
  const middle = (y0 + y1) / 2;
  // The cubic and its tangent at `at`, with both inner points at half height.
  const x = rest ** 2 * (rest + 3 * at) * x0 + at ** 2 * (at + 3 * rest) * x1;
  const y = rest ** 3 * y0 + 3 * rest * at * middle + at ** 3 * y1;
  const dx = 6 * rest * at * (x1 - x0);
  const dy = 3 * (rest ** 2 + at ** 2) * (middle - y0);
  const half = (width / 2 + 3) / Math.hypot(dx, dy);
  return `M${round(x - dy * half)} ${round(y + dx * half)}L${round(x + dy * half)} ${round(y - dx * half)}`;
}

/** The node nearest to a place. */
export function nodeAt(layout: LayerGraphLayout, x: number, y: number): GraphNode {
  let best = 0;
  layout.x.forEach((middle, index) => {
    if (Math.abs(middle - x) < Math.abs((layout.x[best] ?? 0) - x)) best = index;
  });
  const level = Math.round(layout.levels - 1 - (y - layout.top) / layout.rowHeight);
  return {
    level: Math.min(layout.levels - 1, Math.max(0, level)),
    token: layout.columns[best] ?? 0,
  };
}

/** The node that a key moves to; undefined for keys that do not move. */
export function movedNode(
  { columns, levels }: LayerGraphLayout,
  { level, token }: GraphNode,
  key: string,
): GraphNode | undefined {
  const index = Math.max(0, columns.indexOf(token));
  const column = (to: number) => columns[Math.min(columns.length - 1, Math.max(0, to))] ?? token;
  switch (key) {
    case 'ArrowUp':
      return { level: Math.min(levels - 1, level + 1), token };
    case 'ArrowDown':
      return { level: Math.max(0, level - 1), token };
    case 'ArrowLeft':
      return { level, token: column(index - 1) };
    case 'ArrowRight':
      return { level, token: column(index + 1) };
    case 'Home':
      return { level, token: column(0) };
    case 'End':
      return { level, token: column(columns.length - 1) };
    default:
      return undefined;
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
