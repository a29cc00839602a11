/**
 * A lock between setups in different terminals: a directory that holds its owner's name. The
 * directory is made complete under another name and then renamed, so there is never a lock
 * without an owner, and rename onto a non-empty directory fails for all but one.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';

/** @typedef {{pid: number, host: string, started: string}} Owner */

/** When a process was started, so that a reused pid is not taken for its former holder. @param {number} pid */
function startOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')[19];
  } catch {
    return '';
  }
}

/** @returns {Owner} */
export function thisProcess() {
  return { pid: process.pid, host: hostname(), started: startOf(process.pid) };
}

/** @param {Owner} owner @returns {boolean} */
export function isAlive(owner) {
  if (owner.host !== hostname()) return true; // a shared home: nobody here can tell
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
  return owner.started === '' || owner.started === startOf(owner.pid);
}

/** @param {string} lock @returns {Owner | null} */
function readOwner(lock) {
  try {
    return JSON.parse(readFileSync(join(lock, 'owner.json'), 'utf8'));
  } catch {
    return null;
  }
}

/** @param {string} lock */
function uniqueName(lock) {
  return `${lock}.${process.pid}-${Math.random().toString(36).slice(2)}`;
}

/**
 * Renamed first: deleting in place would empty the lock before it is gone, another process
 * could take it in between, and then its fresh lock would be deleted.
 * @param {string} lock
 */
function remove(lock) {
  const away = uniqueName(lock);
  renameSync(lock, away);
  rmSync(away, { recursive: true, force: true });
}

/** @param {string} lock @param {Owner} owner */
function tryTake(lock, owner) {
  const mine = uniqueName(lock);
  mkdirSync(mine, { recursive: true });
  writeFileSync(join(mine, 'owner.json'), JSON.stringify(owner));
  try {
    renameSync(mine, lock);
    return true;
  } catch (error) {
    rmSync(mine, { recursive: true, force: true });
    const code = /** @type {NodeJS.ErrnoException} */ (error).code ?? '';
    if (['ENOTEMPTY', 'EEXIST', 'EPERM', 'ENOTDIR'].includes(code)) return false;
    throw error;
  }
}

/** Removes a dead owner's lock; a second, short lock keeps two takers apart. @param {string} lock */
function removeStale(lock) {
  const guard = `${lock}.takeover`;
  try {
    mkdirSync(guard);
  } catch {
    const age = Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > 10_000) rmSync(guard, { recursive: true, force: true });
    return;
  }
  const owner = readOwner(lock);
  if (owner && !isAlive(owner)) remove(lock);
  rmSync(guard, { recursive: true, force: true });
}

/**
 * Waits for the lock and takes it.
 * @param {string} lock path of the lock directory
 * @param {{onWait?: (owner: Owner) => void, pollMs?: number}} [options] `onWait` is called once
 * @returns {Promise<() => void>} gives the lock back; may be called from an exit handler
 */
export async function takeLock(lock, { onWait, pollMs = 500 } = {}) {
  mkdirSync(dirname(lock), { recursive: true });
  const me = thisProcess();
  let told = false;
  while (!tryTake(lock, me)) {
    const owner = readOwner(lock);
    if (owner && !isAlive(owner)) {
      removeStale(lock);
      continue;
    }
    if (owner && !told) {
      onWait?.(owner);
      told = true;
    }
    await new Promise((resolve) => setTimeout(resolve, owner ? pollMs : 20));
  }
  return () => {
    const owner = readOwner(lock);
    if (owner?.pid === me.pid && owner.host === me.host) remove(lock);
  };
}
