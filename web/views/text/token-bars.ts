/** Where a token's bar may stand, in CSS pixels: `bottom` is the line it stands on. */
export interface BarPlace {
  readonly left: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
}

export interface TokenBar extends BarPlace {
  /** How much of the height it fills, in [0, 1]. */
  readonly share: number;
  readonly colour: string;
}

const widest = 24;
const corner = 2;
const mostPixels = 8e6;

/** As wide as its token up to a width at which bars still look like bars, in the middle of it. */
export function barWithin(place: BarPlace): BarPlace {
  const width = Math.min(place.width, widest);
  return { ...place, width, left: place.left + (place.width - width) / 2 };
}

/**
 * Device pixels per CSS pixel for a picture of this size, in CSS pixels. Less than the screen's
 * where a narrow page makes a long text so high that some browsers would show nothing at all.
 */
export function barsRatio(width: number, height: number, screen: number): number {
  return Math.min(screen, Math.sqrt(mostPixels / Math.max(1, width * height)));
}

/** Bars over the tokens of a text, each with a thin outline inside it. */
export function drawTokenBars(
  ctx: CanvasRenderingContext2D,
  bars: readonly TokenBar[],
  size: { readonly width: number; readonly height: number },
  outline: string,
): void {
  ctx.clearRect(0, 0, size.width, size.height);
  ctx.strokeStyle = outline;
  ctx.lineWidth = 1;
  for (const { left, bottom, width, height, share, colour } of bars) {
    const high = share * height;
    if (high <= 0) continue;
    ctx.fillStyle = colour;
    ctx.beginPath();
    ctx.roundRect(left, bottom - high, width, high, [corner, corner, 0, 0]);
    ctx.fill();
    if (high > 1) ctx.strokeRect(left + 0.5, bottom - high + 0.5, width - 1, high - 1);
  }
}
