import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { ensureEngines } from '../../scripts/toolchain/engines.mjs';
import { fakeProgram, temporaryDirectory } from './fixtures.mjs';

test('engines are found where they are, and what is missing is installed', (t) => {
  const path = temporaryDirectory(t);
  fakeProgram(join(path, 'firefox-esr'), '');
  fakeProgram(join(path, 'own-driver'), '');
  const env = { PATH: path, HEADWATER_WEBKIT: join(path, 'own-driver') };
  /** @type {string[]} */
  const installed = [];
  const found = ensureEngines({
    env,
    install: ({ name }) => {
      installed.push(name);
      fakeProgram(join(path, 'Xvfb'), '');
    },
  });
  assert.deepEqual(installed, ['xvfb']);
  assert.deepEqual(found, {
    HEADWATER_FIREFOX: join(path, 'firefox-esr'),
    HEADWATER_WEBKIT: join(path, 'own-driver'),
    HEADWATER_XVFB: join(path, 'Xvfb'),
  });
});

test('an engine that cannot be had is an error with its name, never passed over', (t) => {
  const env = { PATH: temporaryDirectory(t) };
  assert.throws(() => ensureEngines({ env, install: () => undefined }), /firefox-esr/);
  assert.throws(
    () => ensureEngines({ env: { ...env, HEADWATER_FIREFOX: '/no/firefox' } }),
    /HEADWATER_FIREFOX is set to \/no\/firefox/,
  );
});
