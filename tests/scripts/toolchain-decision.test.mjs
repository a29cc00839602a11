import assert from 'node:assert/strict';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { findBrowser } from '../../scripts/toolchain/browser.mjs';
import { findCompiler } from '../../scripts/toolchain/compiler.mjs';
import { decide } from '../../scripts/toolchain/decide.mjs';
import { ToolchainError } from '../../scripts/toolchain/errors.mjs';
import { extendPath } from '../../scripts/toolchain/index.mjs';
import { cacheRoot } from '../../scripts/toolchain/places.mjs';
import { Progress } from '../../scripts/toolchain/progress.mjs';
import { installSystemPackage } from '../../scripts/toolchain/system-packages.mjs';
import { findEmscripten, findSystemTools } from '../../scripts/toolchain/system-tools.mjs';
import { fakeProgram, temporaryDirectory, writeText } from './fixtures.mjs';

const complete = {
  cmake: '/c',
  ninja: '/n',
  python: '/p',
  eigenInclude: '/e',
  boostInclude: '/b',
  googletestSource: '/g',
  clangFormat: null,
  clangTidy: null,
};
const emscripten = { emcc: '/emcc' };

test('a complete system is used as it is', () => {
  assert.equal(decide({ emscripten, tools: complete, prefixPossible: true }), 'system');
  assert.equal(decide({ emscripten, tools: complete, prefixPossible: false }), 'system');
});

test('the prefix fills what is missing', () => {
  const tools = { ...complete, ninja: null };
  assert.equal(decide({ emscripten, tools, prefixPossible: true }), 'mixed');
  assert.equal(decide({ emscripten: null, tools: complete, prefixPossible: true }), 'prefix');
});

test('without a prefix one message names everything that is missing, and only that', () => {
  const tools = { ...complete, ninja: null, boostInclude: null };
  const failure = (/** @type {object | null} */ own) => {
    try {
      decide({ emscripten: own, tools, prefixPossible: false });
    } catch (error) {
      assert.ok(error instanceof ToolchainError);
      return error.message;
    }
    return assert.fail('no failure');
  };
  assert.match(failure(null), /Emscripten.*ninja.*Boost/);
  assert.match(failure(null), /emsdk install latest/);
  assert.doesNotMatch(failure(null), /Eigen|cmake/);
  assert.doesNotMatch(failure(emscripten), /emsdk install/);
});

test('emcc: $EMSDK goes before PATH; an old one is not used', (t) => {
  const root = temporaryDirectory(t);
  const onPath = join(root, 'bin');
  const emsdk = join(root, 'emsdk');
  fakeProgram(join(onPath, 'emcc'), 'emcc (Emscripten) 3.1.6 ()');
  assert.equal(findEmscripten({ PATH: onPath }), null);
  fakeProgram(join(onPath, 'emcc'), 'emcc (Emscripten) 4.0.1 ()');
  assert.equal(findEmscripten({ PATH: onPath })?.version, '4.0.1');
  fakeProgram(join(emsdk, 'upstream/emscripten/emcc'), 'emcc (Emscripten) 5.0.0 ()');
  writeText(join(emsdk, '.emscripten'), '');
  const found = findEmscripten({ PATH: onPath, EMSDK: emsdk });
  assert.equal(found?.version, '5.0.0');
  assert.equal(found?.env.EM_CONFIG, join(emsdk, '.emscripten'));
});

test("the prefix on an inherited PATH is not taken for the user's Emscripten", (t) => {
  const root = temporaryDirectory(t);
  const prefix = join(root, 'toolchain-1');
  fakeProgram(join(prefix, 'bin/emcc'), 'emcc (Emscripten) 6.0.5 ()');
  assert.equal(findEmscripten({ PATH: join(prefix, 'bin') }, prefix), null);
});

test('libraries are found where the user says, when they are new enough', (t) => {
  const root = temporaryDirectory(t);
  const eigen = join(root, 'eigen');
  const boost = join(root, 'boost-headers');
  const env = {
    PATH: join(root, 'bin'),
    HEADWATER_EIGEN_INCLUDE: eigen,
    HEADWATER_BOOST_INCLUDE: boost,
  };
  writeText(
    join(eigen, 'Eigen/Version'),
    '#define EIGEN_WORLD_VERSION 3\n#define EIGEN_MAJOR_VERSION 5\n#define EIGEN_MINOR_VERSION 0\n',
  );
  writeText(join(boost, 'boost/version.hpp'), '#define BOOST_VERSION 109200\n');
  writeText(join(boost, 'boost/json.hpp'), '');
  fakeProgram(join(root, 'bin/cmake'), 'cmake version 3.10.2');
  const found = findSystemTools(env);
  assert.equal(found.eigenInclude, eigen);
  assert.equal(found.boostInclude, boost);
  assert.equal(found.cmake, null, 'too old');
  assert.equal(found.ninja, null);
});

test('CXX is asked first, an old compiler is passed over', (t) => {
  const bin = temporaryDirectory(t);
  fakeProgram(join(bin, 'g++'), 'g++ (Debian 10.2.1-6) 10.2.1');
  fakeProgram(join(bin, 'clang++'), 'Debian clang version 19.1.7');
  fakeProgram(join(bin, 'mine'), 'g++ (GCC) 14.1.0');
  assert.equal(findCompiler({ PATH: bin })?.cxx, join(bin, 'clang++'));
  assert.equal(findCompiler({ PATH: bin, CXX: 'mine' })?.cxx, join(bin, 'mine'));
  assert.equal(findCompiler({ PATH: '/nowhere' }), null);
});

test('a browser named by the user must exist', (t) => {
  const bin = temporaryDirectory(t);
  fakeProgram(join(bin, 'chromium'), 'Chromium 156');
  assert.equal(findBrowser({ PATH: bin }), join(bin, 'chromium'));
  fakeProgram(join(bin, 'other'), 'Chromium 150');
  assert.equal(
    findBrowser({ PATH: bin, HEADWATER_BROWSER: join(bin, 'other') }),
    join(bin, 'other'),
  );
  assert.throws(() => findBrowser({ PATH: bin, CHROME_PATH: '/nowhere/chrome' }), /CHROME_PATH/);
});

test('system packages: only root installs, everybody else is told the command', (t) => {
  const bin = temporaryDirectory(t);
  fakeProgram(join(bin, 'apt-get'), '');
  fakeProgram(join(bin, 'dpkg'), '');
  const progress = new Progress({ stream: /** @type {any} */ ({ write: () => true }) });
  const wanted = { name: 'g++', purpose: 'A C++ compiler' };
  /** @type {string[]} */
  const started = [];
  const spawn = /** @type {any} */ (
    (/** @type {string} */ program, /** @type {string[]} */ args) => {
      started.push([program, ...args].join(' '));
      return { status: 0 };
    }
  );
  const install = (/** @type {string} */ path, /** @type {number} */ uid) =>
    installSystemPackage(wanted, { env: { PATH: path }, progress, uid, spawn });
  assert.throws(() => install(bin, 1000), /run as root: apt-get update && apt-get install.* g\+\+/);
  assert.throws(() => install('/nowhere', 0), /package manager/);
  assert.deepEqual(started, []);
  install(bin, 0);
  assert.deepEqual(started, ['apt-get update', 'apt-get install -y --no-install-recommends g++']);
});

test('the cache directory follows the variables', () => {
  assert.equal(cacheRoot({ HEADWATER_TOOLCHAIN: '/x', XDG_CACHE_HOME: '/y', HOME: '/h' }), '/x');
  assert.equal(cacheRoot({ XDG_CACHE_HOME: '/y', HOME: '/h' }), '/y/headwater');
  assert.equal(cacheRoot({ XDG_CACHE_HOME: 'relative', HOME: '/h' }), '/h/.cache/headwater');
});

test('PATH is extended in the order given, and left alone when nothing is new', () => {
  const path = (/** @type {string[]} */ ...parts) => parts.join(delimiter);
  assert.equal(extendPath(path('/a', '/b'), ['/b']), path('/a', '/b'));
  assert.equal(extendPath(path('/a', '/b'), ['/c']), path('/c', '/a', '/b'));
  // The user's Emscripten in /b must stay in front of the prefix's in /c.
  assert.equal(extendPath(path('/a', '/b'), ['/b', '/c']), path('/b', '/c', '/a'));
});
