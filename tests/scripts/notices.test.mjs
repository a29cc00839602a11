import assert from 'node:assert/strict';
import { test } from 'node:test';
import { build } from 'vite';
import { notices, onlyWithNotice } from '../../scripts/steps/notices.mjs';

const root = new URL('../..', import.meta.url).pathname;

/** Bundles one module that `ids` name, each a module of that path. @param {string[]} ids */
function bundled(...ids) {
  const entry = {
    name: 'entry',
    resolveId: (/** @type {string} */ id) => (id === 'entry' || ids.includes(id) ? id : undefined),
    load: (/** @type {string} */ id) =>
      id === 'entry'
        ? ids.map((each) => `import ${JSON.stringify(each)};`).join('')
        : ids.includes(id)
          ? 'globalThis.used = 1;'
          : undefined,
  };
  return build({
    configFile: false,
    logLevel: 'silent',
    plugins: [entry, onlyWithNotice],
    build: { write: false, rolldownOptions: { input: 'entry' } },
  });
}

test('a bundle with a package that has a notice is built', async () => {
  await bundled(`${root}node_modules/lit-html/lit-html.js`, `${root}web/model/flow.ts`);
});

test('a bundle with a package without a notice is refused, and the package named', async () => {
  const other = `${root}node_modules/@some/left-pad/index.js`;
  await assert.rejects(bundled(other), /@some\/left-pad is in the bundle, but not in its notices/);
});

test('a helper that no known bundler put in is refused', async () => {
  await assert.rejects(bundled('\0other/helper.js'), /other is in the bundle/);
});

test('the notices hold holder and terms of every package, and the same terms once', () => {
  const text = notices();
  for (const part of ['The Headwater authors', 'Google LLC', 'Mike Bostock', 'Robert Penner']) {
    assert.ok(text.includes(part), part);
  }
  assert.equal(text.split('Permission to use, copy, modify, and/or distribute').length, 2);
  assert.ok(!text.includes('undefined'));
});
