import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the linter says of a file that imports `from`. @param {string} path @param {string} from */
function lint(path, from) {
  const { status, stdout, stderr } = spawnSync(
    `${root}/node_modules/.bin/biome`,
    ['lint', `--stdin-file-path=${path}`],
    { cwd: root, encoding: 'utf8', input: `import { x } from '${from}';\nx();\n` },
  );
  return { status, output: stdout + stderr };
}

const forbidden = [
  ['web/model/x.ts', '#engine/engine'],
  ['web/views/x.ts', '#engine/engine'],
  ['web/views/x.ts', '#element/matrix'],
  ['web/engine/x.ts', '#views/matrix'],
  ['web/engine/x.ts', '#app/state'],
  ['web/element/x.ts', '#app/state'],
  ['web/element/x.ts', '#wasm'],
  ['web/app/x.ts', '#wasm'],
  ['web/cli/x.ts', '#app/state'],
  ['web/views/x.ts', '../engine/engine'],
];
const allowed = [
  ['web/views/x.ts', '#model/matrix'],
  ['web/engine/x.ts', '#wasm'],
  ['web/engine/x.ts', '#model/matrix'],
  ['web/element/x.ts', '#views/matrix'],
  ['web/app/x.ts', '#element/matrix'],
  ['web/app/x.ts', '#engine/engine'],
  ['web/cli/x.ts', '#engine/handles'],
];

for (const [path, from] of forbidden) {
  test(`the linter refuses ${from} in ${path}`, () => {
    assert.match(lint(path, from).output, /noRestrictedImports/);
  });
}

for (const [path, from] of allowed) {
  test(`the linter lets ${from} pass in ${path}`, () => {
    assert.doesNotMatch(lint(path, from).output, /noRestrictedImports/);
  });
}
