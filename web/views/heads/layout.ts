import { type Part, partAround } from '#views/bounds';
import type { Rect } from '#views/cells/rect';

/** One head of one layer, both counted from 0. */
export interface HeadPlace {
  readonly layer: number;
  readonly head: number;
}

/** Where the thumbnails of heads stand: layers from top to bottom, heads from left to right. */
export interface HeadGridLayout {
  /** Layers and heads that have a place. */
  readonly layers: Part;
  readonly heads: Part;
  readonly left: number;
  readonly top: number;
  /** Width and height of a thumbnail. */
  readonly cell: number;
  /** From one thumbnail to the next. */
  readonly step: number;
  readonly width: number;
  readonly height: number;
}

const margins = { left: 26, top: 20 };
const widestCell = 96;

/**
 * Places heads in a width, each at least `least` wide; then it may be wider than its box. Of very many
 * layers or heads, those around `shown`.
 */
export function layoutHeadGrid(
  shape: { readonly layers: number; readonly heads: number },
  width: number,
  least: number,
  shown: HeadPlace = { layer: 0, head: 0 },
): HeadGridLayout {
  const layers = partAround(shown.layer, shape.layers);
  const heads = partAround(shown.head, shape.heads);
  const across = heads.to - heads.from;
  const step = Math.min(widestCell, Math.max(least, Math.floor((width - margins.left) / across)));
  const gap = step < 24 ? 2 : 4;
  return {
    layers,
    heads,
    ...margins,
    cell: step - gap,
    step,
    width: margins.left + across * step,
    height: margins.top + (layers.to - layers.from) * step,
  };
}

/** The thumbnail of a head. */
export function headRect(
  { left, top, step, cell, layers, heads }: HeadGridLayout,
  { layer, head }: HeadPlace,
): Rect {
  const x = left + (head - heads.from) * step;
  return { x, y: top + (layer - layers.from) * step, width: cell, height: cell };
}

/** The head at a place on the picture; undefined on labels and outside. Gaps belong to the left. */
export function headUnder(
  { left, top, step, layers, heads }: HeadGridLayout,
  x: number,
  y: number,
): HeadPlace | undefined {
  const layer = layers.from + Math.floor((y - top) / step);
  const head = heads.from + Math.floor((x - left) / step);
  return within(layer, layers) && within(head, heads) ? { layer, head } : undefined;
}

function within(at: number, { from, to }: Part): boolean {
  return at >= from && at < to;
}

/** The head that a key moves to from another; undefined for keys that do not move. */
export function movedHead(
  { layer, head }: HeadPlace,
  key: string,
  { layers, heads }: Pick<HeadGridLayout, 'layers' | 'heads'>,
): HeadPlace | undefined {
  const [lowest, highest] = [layers.from, layers.to - 1];
  const [first, last] = [heads.from, heads.to - 1];
  switch (key) {
    case 'ArrowUp':
      return { layer: Math.max(lowest, layer - 1), head };
    case 'ArrowDown':
      return { layer: Math.min(highest, layer + 1), head };
    case 'ArrowLeft':
      return { layer, head: Math.max(first, head - 1) };
    case 'ArrowRight':
      return { layer, head: Math.min(last, head + 1) };
    case 'Home':
      return { layer, head: first };
    case 'End':
      return { layer, head: last };
    case 'PageUp':
      return { layer: lowest, head };
    case 'PageDown':
      return { layer: highest, head };
    default:
      return undefined;
  }
}
