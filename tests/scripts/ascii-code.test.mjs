import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { build } from 'vite';
import { asciiCode } from '../../scripts/steps/ascii-code.mjs';

/** A script as the site's build makes it. @param {string} code */
async function built(code) {
  const entry = {
    name: 'entry',
    resolveId: (/** @type {string} */ id) => (id === 'entry' ? id : undefined),
    load: (/** @type {string} */ id) => (id === 'entry' ? code : undefined),
  };
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [entry, asciiCode],
    build: {
      write: false,
      rolldownOptions: { input: 'entry', output: { format: 'iife' } },
    },
  });
  assert(!Array.isArray(result) && 'output' in result);
  return result.output[0].code;
}

test('a script is written in ASCII and means what it meant', async () => {
  const code = await built(`
    const tag = (parts, ...values) => parts.join('|') + values.join('|');
    const words = ['–…Ġ▁', "naïve 😀", tag\`a·\${'→'}·z\`, 'ÄÖ'.replace(/[ÄÖ]/gu, '×')];
    const found = /^[😀→]$/u.test('😀');
    const π = 3;
    globalThis.made = { words, found, π };
  `);
  assert.match(code, /^[\0-\x7f]*$/);
  assert.deepEqual(JSON.parse(JSON.stringify(runInNewContext(`${code};made`))), {
    words: ['–…Ġ▁', 'naïve 😀', 'a·|·z→', '××'],
    found: true,
    π: 3,
  });
});
