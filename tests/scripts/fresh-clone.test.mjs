import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The packages that a script needs in place before its first line runs, each with who asks for it.
 * @param {string} script @param {Set<string>} [seen] @returns {string[]}
 */
function packagesNeeded(script, seen = new Set()) {
  if (seen.has(script)) return [];
  seen.add(script);
  const imports = readFileSync(script, 'utf8').matchAll(
    /^(?:(?:import|export|\})[^'\n]* from |import )'([^']+)';$/gm,
  );
  return [...imports].flatMap(([, from]) => {
    if (from.startsWith('node:')) return [];
    if (!from.startsWith('.')) return [`${from} in ${script.slice(root.length)}`];
    return packagesNeeded(resolve(dirname(script), from), seen);
  });
}

for (const name of ['start', 'test', 'check', 'build', 'setup', 'lint', 'headwater', 'fuzz']) {
  test(`scripts/${name}.mjs starts where no package is installed yet`, () => {
    assert.deepEqual(packagesNeeded(`${root}scripts/${name}.mjs`), []);
  });
}

test('a script that takes a package in at its top is told apart', () => {
  assert.deepEqual(packagesNeeded(`${root}scripts/recipes.mjs`), [
    '@playwright/test in scripts/recipes.mjs',
  ]);
});
