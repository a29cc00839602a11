/** Version numbers as tools print them, and their comparison. */

/**
 * The first dotted number in a tool's output, e.g. "4.3.4" of "cmake version 4.3.4".
 * @param {string} text
 * @returns {string | null}
 */
export function parseVersion(text) {
  const match = /(?<![\w.])v?(\d+(?:\.\d+)+)/.exec(text);
  return match ? match[1] : null;
}

/**
 * @param {string} a
 * @param {string} b
 * @returns {number} below 0, 0 or above 0, missing parts count as 0
 */
export function compareVersions(a, b) {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number));
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * @param {string | null | undefined} version
 * @param {string} minimum
 */
export function atLeast(version, minimum) {
  return Boolean(version) && compareVersions(/** @type {string} */ (version), minimum) >= 0;
}

/** Numeric `#define NAME value` lines of a header. @param {string} header @param {string} name */
export function parseDefine(header, name) {
  const match = new RegExp(`^[ \\t]*#[ \\t]*define[ \\t]+${name}[ \\t]+(\\d+)`, 'm').exec(header);
  return match ? Number(match[1]) : null;
}
