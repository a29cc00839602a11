import assert from 'node:assert/strict';
import { test } from 'node:test';
import { identifyCompiler, isNewEnough } from '../../scripts/toolchain/compiler.mjs';
import {
  atLeast,
  compareVersions,
  parseDefine,
  parseVersion,
} from '../../scripts/toolchain/versions.mjs';

test('a version is found in what tools print', () => {
  const emcc = 'emcc (Emscripten gcc/clang-like replacement + linker) 6.0.5 (1234abc)';
  assert.equal(parseVersion(emcc), '6.0.5');
  assert.equal(parseVersion('cmake version 4.3.4\n\nCMake suite'), '4.3.4');
  assert.equal(parseVersion('1.13.2\n'), '1.13.2');
  assert.equal(parseVersion('Python 3.14.8'), '3.14.8');
  assert.equal(parseVersion('Debian clang-format version 21.1.8 (13)'), '21.1.8');
  assert.equal(parseVersion('no number'), null);
});

test('versions compare by number, not by letter', () => {
  assert.ok(compareVersions('10.0', '9.9') > 0);
  assert.ok(compareVersions('3.1.6', '4.0') < 0);
  assert.equal(compareVersions('4', '4.0.0'), 0);
  assert.ok(atLeast('4.0.0', '4.0'));
  assert.ok(!atLeast('3.1.74', '4.0'));
  assert.ok(!atLeast(null, '4.0'));
});

test('numbers of header macros are read', () => {
  const header = '#define EIGEN_WORLD_VERSION 3\n#define EIGEN_MAJOR_VERSION 4\n';
  assert.equal(parseDefine(header, 'EIGEN_MAJOR_VERSION'), 4);
  assert.equal(parseDefine('#define BOOST_VERSION 109200', 'BOOST_VERSION'), 109200);
  assert.equal(parseDefine(header, 'BOOST_VERSION'), null);
});

test('compilers are told apart, and old ones refused', () => {
  const gcc = 'g++ (Debian 12.2.0-14+deb12u1) 12.2.0\nCopyright (C) 2022 Free Software Foundation';
  assert.deepEqual(identifyCompiler(gcc), { kind: 'gcc', version: '12.2.0' });
  const clang = identifyCompiler('Debian clang version 14.0.6\nTarget: x86_64-pc-linux-gnu');
  assert.deepEqual(clang, { kind: 'clang', version: '14.0.6' });
  assert.ok(isNewEnough(identifyCompiler(gcc)));
  assert.ok(!isNewEnough(clang));
  assert.ok(!isNewEnough(identifyCompiler('g++ (Debian 10.2.1-6) 10.2.1 20210110')));
  assert.ok(isNewEnough(identifyCompiler('Apple clang version 16.0.0 (clang-1600.0.26.3)')));
  assert.equal(identifyCompiler('command not found'), null);
});
