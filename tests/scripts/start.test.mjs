import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url));

/** @param {string[]} args */
const start = (...args) => spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });

for (const asked of ['--help', '-h']) {
  test(`npm start -- ${asked} prints its own help, and builds and serves nothing`, () => {
    const { status, stdout, stderr } = start(asked);
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /^npm start: /);
    assert.match(stdout, /--port N/);
    assert.doesNotMatch(stdout, /vite/i);
  });
}

for (const [args, message] of /** @type {[string[], RegExp][]} */ ([
  [['--prot', '80'], /--prot/],
  [['--port', '80000'], /0 to 65535, not "80000"/],
  [['--port', '1e3'], /0 to 65535, not "1e3"/],
  [['page.html'], /page\.html/],
])) {
  test(`npm start -- ${args.join(' ')} is refused before anything is built`, () => {
    const { status, stderr } = start(...args);
    assert.equal(status, 1);
    assert.match(stderr, message);
    assert.match(stderr, /npm start -- --help/);
  });
}
