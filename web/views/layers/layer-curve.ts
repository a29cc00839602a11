import { linePlaces } from '#views/bounds';
import { largestOf } from '#views/cells/rows';
import type { Theme } from '#views/colour/theme';

export interface Curve {
  readonly name: string;
  /** One value for each layer; not a number where there is none. */
  readonly values: readonly number[];
  readonly dash: readonly number[];
}

export interface LayerCurvePicture {
  readonly curves: readonly Curve[];
  /** The curve that the other views show, drawn heavier. */
  readonly current: string;
  /** The layer that the other views show. */
  readonly layer: number;
}

export interface LayerCurveLayout {
  readonly width: number;
  readonly height: number;
}

const inset = 5;

/** Draws how one value changes from layer to layer, one line for each method, all from 0. */
export function drawLayerCurve(
  ctx: CanvasRenderingContext2D,
  picture: LayerCurvePicture,
  layout: LayerCurveLayout,
  theme: Theme,
): void {
  ctx.clearRect(0, 0, layout.width, layout.height);
  const top = largestOf(picture.curves.map((curve) => largestOf(curve.values))) || 1;
  const layers = Math.max(1, ...picture.curves.map((curve) => curve.values.length));
  const y = (value: number) => layout.height - inset - (value / top) * (layout.height - 2 * inset);
  ctx.fillStyle = theme.line;
  ctx.fillRect(0, layout.height - inset, layout.width, 1);
  ctx.fillRect(curveX(layout, layers, picture.layer), 0, 1, layout.height);
  for (const curve of picture.curves) {
    const current = curve.name === picture.current;
    ctx.strokeStyle = current ? theme.ink : theme.ink2;
    ctx.fillStyle = ctx.strokeStyle;
    ctx.lineWidth = current ? 2 : 1.25;
    ctx.setLineDash([...curve.dash]);
    ctx.beginPath();
    let drawing = false;
    for (const layer of linePlaces(curve.values, layout.width)) {
      const value = curve.values[layer] as number;
      if (!Number.isFinite(value)) {
        drawing = false;
        continue;
      }
      const x = curveX(layout, layers, layer);
      if (drawing) ctx.lineTo(x, y(value));
      else ctx.moveTo(x, y(value));
      drawing = true;
    }
    ctx.stroke();
    ctx.setLineDash([]);
    const value = curve.values[picture.layer];
    if (value === undefined || !Number.isFinite(value)) continue;
    ctx.beginPath();
    ctx.arc(curveX(layout, layers, picture.layer), y(value), current ? 3.5 : 2.5, 0, 2 * Math.PI);
    ctx.fill();
  }
}

/** Where a layer stands. */
export function curveX(layout: LayerCurveLayout, layers: number, layer: number): number {
  if (layers <= 1) return layout.width / 2;
  return inset + (layer / (layers - 1)) * (layout.width - 2 * inset);
}

/** The layer nearest to a place. */
export function curveLayerAt(layout: LayerCurveLayout, layers: number, x: number): number {
  const share = (x - inset) / (layout.width - 2 * inset);
  return Math.min(layers - 1, Math.max(0, Math.round(share * (layers - 1))));
}
