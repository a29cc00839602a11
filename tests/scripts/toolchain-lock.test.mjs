import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { isAlive, takeLock, thisProcess } from '../../scripts/toolchain/lock.mjs';
import { temporaryDirectory } from './fixtures.mjs';

/** A pid that has just ended. */
function deadPid() {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

/** @param {string} lock @param {object} owner */
function leaveLock(lock, owner) {
  mkdirSync(lock, { recursive: true });
  writeFileSync(join(lock, 'owner.json'), JSON.stringify(owner));
}

test('a free lock is taken and given back', async (t) => {
  const lock = join(temporaryDirectory(t), 'a/lock');
  const release = await takeLock(lock);
  assert.equal(JSON.parse(readFileSync(join(lock, 'owner.json'), 'utf8')).pid, process.pid);
  release();
  assert.equal(existsSync(lock), false);
});

test('the second one waits, says for whom, and gets it', async (t) => {
  const lock = join(temporaryDirectory(t), 'lock');
  const release = await takeLock(lock);
  /** @type {number[]} */
  const waitedFor = [];
  const second = takeLock(lock, { pollMs: 5, onWait: ({ pid }) => waitedFor.push(pid) });
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(waitedFor, [process.pid]);
  release();
  (await second)();
});

test('the lock of a dead process is taken over at once', async (t) => {
  const lock = join(temporaryDirectory(t), 'lock');
  leaveLock(lock, { pid: deadPid(), host: hostname(), started: '1' });
  const release = await takeLock(lock, { onWait: () => assert.fail('waited for a dead process') });
  release();
  assert.equal(existsSync(`${lock}.takeover`), false);
});

test('a reused pid is not taken for the former owner', () => {
  const me = thisProcess();
  assert.equal(isAlive(me), true);
  if (me.started !== '') assert.equal(isAlive({ ...me, started: '1' }), false);
  assert.equal(isAlive({ ...me, pid: deadPid() }), false);
  assert.equal(isAlive({ ...me, pid: deadPid(), host: 'another-machine' }), true);
});

test('of many takers of a dead lock only one at a time is inside', async (t) => {
  const directory = temporaryDirectory(t);
  const lock = join(directory, 'lock');
  leaveLock(lock, { pid: deadPid(), host: hostname(), started: '1' });
  const module = new URL('../../scripts/toolchain/lock.mjs', import.meta.url).href;
  // Each one notes "in" and "out"; a mkdir that fails shows two inside.
  const program = `
    import { takeLock } from ${JSON.stringify(module)};
    import { mkdirSync, rmdirSync } from 'node:fs';
    const release = await takeLock(${JSON.stringify(lock)}, { pollMs: 5 });
    const inside = ${JSON.stringify(join(directory, 'inside'))};
    mkdirSync(inside);
    await new Promise((resolve) => setTimeout(resolve, 20));
    rmdirSync(inside);
    release();
  `;
  const codes = await Promise.all(
    Array.from({ length: 6 }, () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', program]);
      return new Promise((resolve) => child.on('exit', resolve));
    }),
  );
  assert.deepEqual(codes, [0, 0, 0, 0, 0, 0]);
});
