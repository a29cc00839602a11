/**
 * Writes scripts in ASCII: `…` as `\u2026`. A browser keeps a script with a single wider character
 * in two bytes a letter, and compiles it half as fast: the page's 314 KB in 21 ms instead of 12.
 * Strings, templates and regular expressions mean the same so, but for `String.raw`.
 * @type {import('vite').Plugin}
 */
export const asciiCode = {
  name: 'headwater-ascii-code',
  generateBundle(_, bundle) {
    for (const part of Object.values(bundle)) {
      if (part.type === 'chunk') part.code = inAscii(part.code);
    }
  },
};

/** @param {string} code */
function inAscii(code) {
  return code.replace(
    /[^\0-\x7f]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
