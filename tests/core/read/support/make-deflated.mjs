/**
 * Writes deflated.h: what zlib makes of a few texts, for the test of our own unpacking.
 * Run: node tests/core/read/support/make-deflated.mjs && npm run format
 */
import { writeFileSync } from 'node:fs';
import { constants, deflateRawSync } from 'node:zlib';

/**
 * Marsaglia's xorshift; inflater_test.cpp makes the same bytes.
 * @param {number} size
 * @param {number} values
 */
function randomBytes(size, values) {
  let state = 2463534242;
  return Buffer.from(
    Array.from({ length: size }, () => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 0) % values;
    }),
  );
}
const marker = randomBytes(40, 256);
/** @type {[name: string, text: Buffer, options: import('node:zlib').ZlibOptions][]} */
const specimens = [
  ['Empty', Buffer.alloc(0), {}],
  ['OneLetter', Buffer.from('a'), {}],
  ['Words', Buffer.from('attention is all you need '.repeat(400)), {}],
  [
    'WordsFixed',
    Buffer.from('attention is all you need '.repeat(20)),
    { strategy: constants.Z_FIXED },
  ],
  ['Digits', randomBytes(2000, 10), { level: 9 }],
  ['DigitsHuffmanOnly', randomBytes(1000, 40), { strategy: constants.Z_HUFFMAN_ONLY }],
  ['Stored', randomBytes(300, 256), { level: 0 }],
  ['FarCopy', Buffer.concat([marker, Buffer.alloc(32_700), marker]), { level: 9 }],
];

const lines = [
  '#pragma once',
  '',
  '// Made by make-deflated.mjs with zlib; not to be edited.',
  '',
  '#include <string_view>',
  '',
  'namespace headwater {',
  '',
];
for (const [name, text, options] of specimens) {
  const hex = deflateRawSync(text, { windowBits: 15, memLevel: 8, ...options }).toString('hex');
  const parts = hex.match(/.{1,90}/g) ?? [];
  lines.push(`inline constexpr std::string_view k${name}Deflated =`);
  lines.push(`${parts.map((part) => `    "${part}"`).join('\n')};`);
}
lines.push('', '}  // namespace headwater', '');
writeFileSync(new URL('deflated.h', import.meta.url), lines.join('\n'));
