import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { elfKind } from '../../scripts/toolchain/elf.mjs';
import { lastLibrary } from '../../scripts/toolchain/emscripten.mjs';
import { places } from '../../scripts/toolchain/places.mjs';
import { Progress } from '../../scripts/toolchain/progress.mjs';
import { run, runPiped } from '../../scripts/toolchain/run.mjs';
import { loadSaved, save } from '../../scripts/toolchain/saved.mjs';
import { smokeCheck } from '../../scripts/toolchain/smoke.mjs';
import { fakeProgram, temporaryDirectory, writeText } from './fixtures.mjs';

const node = process.execPath;

test('a failed program becomes one message with its last words, advice and the log', async (t) => {
  const log = join(temporaryDirectory(t), 'log');
  const failing = run(node, ['-e', 'console.error("no paper"); process.exit(3)'], {
    log,
    what: 'Printing',
    explain: (output) => (output.includes('no paper') ? 'add paper.' : undefined),
  });
  await assert.rejects(failing, (/** @type {Error} */ error) => {
    assert.match(error.message, /^Printing failed/);
    assert.match(error.message, /ended with 3/);
    assert.match(error.message, /no paper/);
    assert.match(error.message, /add paper/);
    assert.ok(error.message.includes(log));
    return true;
  });
});

test('a pipe hands its data on, and fails when any part fails', async (t) => {
  const directory = temporaryDirectory(t);
  const log = join(directory, 'log');
  const big = "process.stdout.write('x'.repeat(1e6))";
  const count =
    "let n = 0; process.stdin.on('data', (d) => { n += d.length; }).on('end', () => console.log('got', n))";
  await runPiped(
    [
      [node, '-e', big],
      [node, '-e', count],
    ],
    { log },
  );
  assert.match(readFileSync(log, 'utf8'), /got 1000000/);
  const broken = runPiped(
    [
      [node, '-e', 'process.exit(2)'],
      [node, '-e', count],
    ],
    { log },
  );
  await assert.rejects(broken, /ended with 2, 0/);
});

test('a program that does not exist is a message, not a crash', async (t) => {
  const log = join(temporaryDirectory(t), 'log');
  await assert.rejects(run('/nowhere/tool', [], { log, what: 'Tooling' }), /Tooling failed/);
});

test('programs, libraries and other files are told apart', () => {
  const elf = (/** @type {number} */ type, /** @type {number[]} */ headers) => {
    const head = Buffer.alloc(64 + headers.length * 56);
    head.writeUInt32BE(0x7f454c46, 0);
    head[4] = 2;
    head.writeUInt16LE(type, 16);
    head.writeBigUInt64LE(64n, 32);
    head.writeUInt16LE(56, 54);
    head.writeUInt16LE(headers.length, 56);
    for (const [i, kind] of headers.entries()) head.writeUInt32LE(kind, 64 + i * 56);
    return head;
  };
  assert.equal(elfKind(elf(2, [1, 3, 2])), 'program');
  assert.equal(elfKind(elf(3, [1, 3, 2])), 'program');
  assert.equal(elfKind(elf(3, [1, 2])), 'library');
  assert.equal(elfKind(elf(1, [])), null, 'an object file');
  assert.equal(elfKind(elf(2, [1])), null, 'a static program');
  assert.equal(elfKind(Buffer.from('#!/bin/sh\n')), null);
});

test('a tool that does not run fails the check by its name', (t) => {
  const directory = temporaryDirectory(t);
  const cmake = join(directory, 'cmake');
  assert.throws(() => smokeCheck({ cmake }, process.env), /cmake is missing/);
  fakeProgram(cmake, 'Segmentation fault');
  assert.throws(() => smokeCheck({ cmake }, process.env), /cmake does not run/);
  fakeProgram(cmake, 'cmake version 4.3.4');
  assert.deepEqual(smokeCheck({ cmake }, process.env), { cmake: '4.3.4' });
});

test('a saved result is used only while its tools and the environment are the same', (t) => {
  const root = temporaryDirectory(t);
  const where = places(root);
  const tool = join(root, 'tool');
  const header = join(root, 'include');
  fakeProgram(tool, '1.0');
  writeText(join(header, 'Eigen/Core'), '');
  writeText(join(header, 'boost/json.hpp'), '');
  const toolchain = /** @type {any} */ ({
    source: 'system',
    emscripten: { version: '5.0', emcc: tool, emxx: tool, emcmake: tool, emar: tool, env: {} },
    cmake: tool,
    ninja: tool,
    python: tool,
    eigenInclude: header,
    boostInclude: header,
    googletestSource: header,
    clangFormat: null,
    clangTidy: null,
    clang: null,
    cxx: tool,
    cxxVersion: '12',
    env: {},
  });
  const env = { PATH: '/bin' };
  assert.equal(loadSaved(where, env), null);
  save(where, toolchain, env);
  assert.deepEqual(loadSaved(where, env), toolchain);
  assert.equal(loadSaved(where, { PATH: '/other' }), null);
  assert.equal(loadSaved(where, { ...env, CXX: 'clang++' }), null);
  writeFileSync(tool, '#!/bin/sh\necho 2.0\n', { flush: true });
  assert.equal(loadSaved(where, env), null, 'the tool was upgraded');
});

test('progress without a terminal: one line at the start and one at the end of a step', async () => {
  let text = '';
  const stream = /** @type {any} */ ({
    write: (/** @type {string} */ part) => {
      text += part;
    },
  });
  const progress = new Progress({ stream });
  const work = async (/** @type {(detail: string) => void} */ update) => {
    update('3 of 3');
    return 7;
  };
  assert.equal(await progress.step('unpacking', work), 7);
  assert.match(
    text,
    /^headwater: unpacking …\nheadwater: unpacking: done in \d+\.\d s \(3 of 3\)\n$/,
  );
  text = '';
  await new Progress({ stream, quiet: true }).step('unpacking', async () => {});
  assert.equal(text, '');
});

test('the library that is being built is read from the log', () => {
  const log = [
    'cache:INFO: generating system library: sysroot/lib/wasm32-emscripten/libc.a... (this will …)',
    'cache:INFO: generating system library: sysroot/lib/wasm32-emscripten/libc++-noexcept.a... (t',
  ].join('\n');
  assert.equal(lastLibrary(log), 'libc++-noexcept.a');
  assert.equal(lastLibrary(''), '');
});
