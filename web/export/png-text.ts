const signatureLength = 8;
/** Length, type and check sum around the data of a chunk. */
const chunkFrame = 12;

/**
 * A PNG with a text in it (an `iTXt` chunk behind the header), where programs that show the
 * properties of a picture find it. `keyword` is Latin-1, at most 79 letters.
 */
export function withText(png: Uint8Array, keyword: string, text: string): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  // Keyword, NUL, not compressed (2 bytes), no language, no translated keyword.
  const data = encoder.encode(`${keyword}\0\0\0\0\0${text}`);
  const chunk = new Uint8Array(data.length + chunkFrame);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  chunk.set(encoder.encode('iTXt'), 4);
  chunk.set(data, 8);
  view.setUint32(data.length + 8, crc32(chunk.subarray(4, data.length + 8)));
  const headerEnd =
    signatureLength + chunkFrame + new DataView(png.buffer, png.byteOffset).getUint32(8);
  const whole = new Uint8Array(png.length + chunk.length);
  whole.set(png.subarray(0, headerEnd));
  whole.set(chunk, headerEnd);
  whole.set(png.subarray(headerEnd), headerEnd + chunk.length);
  return whole;
}

/** CRC-32 as PNG and zip have it. */
export function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
