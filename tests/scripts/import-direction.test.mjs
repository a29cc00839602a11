import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'headwater-imports-'));
copyFileSync(`${root}/biome.json`, `${project}/biome.json`);
after(() => rmSync(project, { recursive: true }));

/** What the linter says of a file that imports `from`. @param {string} path @param {string} from */
function lint(path, from) {
  const file = join(project, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `import { x } from '${from}';\nx();\n`);
  const { stdout, stderr } = spawnSync(
    `${root}/node_modules/.bin/biome`,
    ['lint', '--vcs-enabled=false', path],
    { cwd: project, encoding: 'utf8' },
  );
  assert.match(stdout + stderr, /Checked 1 file/);
  return stderr;
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
  ['web/export/x.ts', '#engine/engine'],
  ['web/engine/x.ts', '#export/page-file'],
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
  ['web/cli/x.ts', '#export/page-file'],
  ['web/export/x.ts', '#views/matrix'],
];

for (const [path, from] of forbidden) {
  test(`the linter refuses ${from} in ${path}`, () => {
    assert.match(lint(path, from), /noRestrictedImports/);
  });
}

for (const [path, from] of allowed) {
  test(`the linter lets ${from} pass in ${path}`, () => {
    assert.doesNotMatch(lint(path, from), /noRestrictedImports/);
  });
}
