export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface BarsLayout {
  readonly width: number;
  readonly height: number;
}

const gap = 1;
const least = 1;

/**
 * One bar for each share in [0, 1], from left to right, standing on the lower edge. A share of 0
 * still shows a line, so that its layer can be seen to be there.
 */
export function layoutBars(shares: readonly number[], { width, height }: BarsLayout): Bar[] {
  const step = width / Math.max(1, shares.length);
  return shares.map((share, place) => {
    const within = Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0));
    const high = Math.max(least, within * height);
    return { x: place * step, y: height - high, width: Math.max(1, step - gap), height: high };
  });
}
