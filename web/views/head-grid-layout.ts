import type { Rect } from './matrix-layout';

/** One head of one layer, both counted from 0. */
export interface HeadPlace {
  readonly layer: number;
  readonly head: number;
}

/** Where the thumbnails of all heads stand: layers from top to bottom, heads from left to right. */
export interface HeadGridLayout {
  readonly layers: number;
  readonly heads: number;
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

/** Places all heads in a width, each at least `least` wide; then it may be wider than its box. */
export function layoutHeadGrid(
  { layers, heads }: { readonly layers: number; readonly heads: number },
  width: number,
  least: number,
): HeadGridLayout {
  const step = Math.min(widestCell, Math.max(least, Math.floor((width - margins.left) / heads)));
  const gap = step < 24 ? 2 : 4;
  return {
    layers,
    heads,
    ...margins,
    cell: step - gap,
    step,
    width: margins.left + heads * step,
    height: margins.top + layers * step,
  };
}

/** The thumbnail of a head. */
export function headRect({ left, top, step, cell }: HeadGridLayout, place: HeadPlace): Rect {
  return { x: left + place.head * step, y: top + place.layer * step, width: cell, height: cell };
}

/** The head at a place on the picture; undefined on labels and outside. Gaps belong to the left. */
export function headUnder(
  { left, top, step, layers, heads }: HeadGridLayout,
  x: number,
  y: number,
): HeadPlace | undefined {
  const layer = Math.floor((y - top) / step);
  const head = Math.floor((x - left) / step);
  const inside = layer >= 0 && layer < layers && head >= 0 && head < heads;
  return inside ? { layer, head } : undefined;
}

/** The head that a key moves to from another; undefined for keys that do not move. */
export function movedHead(
  { layer, head }: HeadPlace,
  key: string,
  { layers, heads }: Pick<HeadGridLayout, 'layers' | 'heads'>,
): HeadPlace | undefined {
  switch (key) {
    case 'ArrowUp':
      return { layer: Math.max(0, layer - 1), head };
    case 'ArrowDown':
      return { layer: Math.min(layers - 1, layer + 1), head };
    case 'ArrowLeft':
      return { layer, head: Math.max(0, head - 1) };
    case 'ArrowRight':
      return { layer, head: Math.min(heads - 1, head + 1) };
    case 'Home':
      return { layer, head: 0 };
    case 'End':
      return { layer, head: heads - 1 };
    case 'PageUp':
      return { layer: 0, head };
    case 'PageDown':
      return { layer: layers - 1, head };
    default:
      return undefined;
  }
}
