/** Red, green and blue, each 0 to 255. */
export type Rgb = readonly [number, number, number];

/**
 * Reads `#rgb`, `#rrggbb` and what computed styles give: `rgb(1, 2, 3)`, `rgba(1, 2, 3, 1)`, and
 * `color(srgb 0.1 0.2 0.3)` where colours were mixed.
 */
export function parseColour(css: string): Rgb {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(css.trim())?.[1];
  if (hex !== undefined) {
    const digits = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex;
    const value = Number.parseInt(digits, 16);
    return [value >> 16, (value >> 8) & 255, value & 255];
  }
  const [red, green, blue] = css.match(/[\d.]+/g)?.map(Number) ?? [];
  if (red === undefined || green === undefined || blue === undefined) return [0, 0, 0];
  if (css.startsWith('color(srgb ')) {
    return [Math.round(red * 255), Math.round(green * 255), Math.round(blue * 255)];
  }
  return [red, green, blue];
}

/** CIE lightness L*, 0 (black) to 100 (white), of an sRGB colour. */
export function lightness(colour: Rgb): number {
  const [red, green, blue] = colour.map(linear) as [number, number, number];
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return luminance > 216 / 24389 ? 116 * Math.cbrt(luminance) - 16 : (luminance * 24389) / 27;
}

/** sRGB of a CIE LCh colour (D65): lightness, chroma, hue in degrees. Clipped to the gamut. */
export function fromLch(light: number, chroma: number, hue: number): Rgb {
  const fy = (light + 16) / 116;
  const fx = fy + (chroma * Math.cos((hue * Math.PI) / 180)) / 500;
  const fz = fy - (chroma * Math.sin((hue * Math.PI) / 180)) / 200;
  const x = 0.95047 * inverseLab(fx);
  const y = inverseLab(fy);
  const z = 1.08883 * inverseLab(fz);
  return [
    encode(3.2404542 * x - 1.5371385 * y - 0.4985314 * z),
    encode(-0.969266 * x + 1.8760108 * y + 0.041556 * z),
    encode(0.0556434 * x - 0.2040259 * y + 1.0572252 * z),
  ];
}

function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function encode(share: number): number {
  const clipped = Math.min(1, Math.max(0, share));
  const channel = clipped <= 0.0031308 ? clipped * 12.92 : 1.055 * clipped ** (1 / 2.4) - 0.055;
  return Math.round(channel * 255);
}

function inverseLab(value: number): number {
  return value > 6 / 29 ? value ** 3 : 3 * (6 / 29) ** 2 * (value - 4 / 29);
}
