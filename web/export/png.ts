const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Length, type and check sum around the data of a chunk. */
const chunkFrame = 12;
/** The header's end: its chunk has 13 bytes of data. */
const headerEnd = signature.length + chunkFrame + 13;

/** Pixels, row-major, red, green, blue and opacity of 8 bits each, as PNG. O(pixels). */
export async function pngOf(
  width: number,
  height: number,
  pixels: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  // Depth of 8 bits, colours with opacity.
  header.set([8, 6], 8);
  const lines = new Uint8Array(height * (1 + 4 * width));
  for (let row = 0; row < height; row += 1) {
    // Each line begins with its filter, which is none.
    lines.set(pixels.subarray(4 * row * width, 4 * (row + 1) * width), row * (1 + 4 * width) + 1);
  }
  const packed = new Blob([lines]).stream().pipeThrough(new CompressionStream('deflate'));
  const data = new Uint8Array(await new Response(packed).arrayBuffer());
  return joined([
    Uint8Array.from(signature),
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', new Uint8Array()),
  ]);
}

/**
 * A PNG with a text in it (an `iTXt` chunk behind the header), where programs that show the
 * properties of a picture find it. `keyword` is Latin-1, at most 79 letters.
 */
export function withText(png: Uint8Array, keyword: string, text: string): Uint8Array<ArrayBuffer> {
  // Keyword, NUL, not compressed (2 bytes), no language, no translated keyword.
  const data = new TextEncoder().encode(`${keyword}\0\0\0\0\0${text}`);
  return joined([png.subarray(0, headerEnd), chunk('iTXt', data), png.subarray(headerEnd)]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const whole = new Uint8Array(data.length + chunkFrame);
  const view = new DataView(whole.buffer);
  view.setUint32(0, data.length);
  whole.set(new TextEncoder().encode(type), 4);
  whole.set(data, 8);
  view.setUint32(data.length + 8, crc32(whole.subarray(4, data.length + 8)));
  return whole;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** CRC-32 as PNG and zip have it. */
function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
