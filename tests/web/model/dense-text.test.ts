import { describe, expect, it } from 'vitest';
import { decodeDense, encodeDense } from '#model/dense-text';

/** Bytes that look random, the same for the same seed. */
function bytesOf(seed: number, length: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

describe('bytes as dense text', () => {
  it.each([0, 1, 2, 6, 7, 8, 13, 14, 255, 70_001])('bring back %i bytes', (length) => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const bytes = bytesOf(seed, length);
      const text = encodeDense(bytes);
      expect(decodeDense(text, length), `seed ${seed}`).toEqual(bytes);
    }
  });

  it('bring back runs of each of the bytes', () => {
    for (let byte = 0; byte < 256; byte += 1) {
      const bytes = new Uint8Array(29).fill(byte);
      expect(decodeDense(encodeDense(bytes), 29)).toEqual(bytes);
    }
  });

  it('hold nothing that ends a script, and nothing that a page changes when it is read', () => {
    for (const bytes of [bytesOf(7, 50_000), new Uint8Array(100), new Uint8Array(100).fill(0x3c)]) {
      expect(encodeDense(bytes)).not.toMatch(/[<\0\r\n\ud800-\udfff]/);
    }
  });

  it('take 8/7 of the bytes in UTF-8', () => {
    const bytes = bytesOf(9, 70_000);
    const size = new TextEncoder().encode(encodeDense(bytes)).length;
    expect(size).toBeLessThanOrEqual(80_001);
  });
});
