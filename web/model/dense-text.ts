/**
 * Bytes as text inside an HTML page: 7 bits a character, so 8/7 of the bytes in UTF-8, where Base64
 * takes 4/3. (After base-122, K. Albertson 2016.) Characters that a page would not give back as they
 * are, or that could end a script, are not used: each stands, with the 7 bits after it, in one
 * character of two bytes, so that nothing is lost by it.
 */

/** NUL and line ends are changed when a page is read; `<` could end the script or begin a comment. */
const unusable = [0, 10, 13, 60] as const;
/** First of the characters of two bytes. */
const firstPair = 0x100;
const pieceLength = 2 ** 15;

/** O(bytes). */
export function encodeDense(bytes: Uint8Array): string {
  const pieces: string[] = [];
  const piece = new Uint16Array(pieceLength);
  let used = 0;
  let held = 0;
  let bits = 0;
  let at = 0;
  const next = (): number => {
    if (bits < 7) {
      held = (held << 8) | (bytes[at] ?? 0);
      at += 1;
      bits += 8;
    }
    bits -= 7;
    const seven = (held >> bits) & 127;
    held &= (1 << bits) - 1;
    return seven;
  };
  for (let left = Math.ceil((bytes.length * 8) / 7); left > 0; left -= 1) {
    const seven = next();
    const which = unusable.indexOf(seven as (typeof unusable)[number]);
    if (which < 0) piece[used] = seven;
    else {
      left -= 1;
      piece[used] = firstPair + which * 128 + next();
    }
    used += 1;
    if (used < pieceLength) continue;
    pieces.push(String.fromCharCode(...piece));
    used = 0;
  }
  pieces.push(String.fromCharCode(...piece.subarray(0, used)));
  return pieces.join('');
}

/** The first `length` bytes of what was encoded. O(length). */
export function decodeDense(text: string, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let held = 0;
  let bits = 0;
  let at = 0;
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    if (code < 128) {
      held = (held << 7) | code;
      bits += 7;
    } else {
      const pair = code - firstPair;
      held = (held << 14) | ((unusable[pair >> 7] ?? 0) << 7) | (pair & 127);
      bits += 14;
    }
    while (bits >= 8) {
      bits -= 8;
      bytes[at] = held >> bits;
      at += 1;
    }
    held &= (1 << bits) - 1;
  }
  return bytes;
}
