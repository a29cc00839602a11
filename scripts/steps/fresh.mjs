import { readdir, stat } from 'node:fs/promises';
import { root } from './shell.mjs';

/** @param {string} path @returns {Promise<number>} time of the newest change at or below a path */
async function newest(path) {
  const found = await stat(path);
  if (!found.isDirectory()) return found.mtimeMs;
  const names = await readdir(path);
  const times = await Promise.all(names.map((name) => newest(`${path}/${name}`)));
  return Math.max(found.mtimeMs, ...times);
}

/**
 * Whether a built file is newer than all that it is made from.
 * @param {string} built
 * @param {string[]} sources files and folders, from the project's folder
 */
export async function isFresh(built, sources) {
  const made = await stat(`${root}/${built}`).catch(() => undefined);
  if (made === undefined) return false;
  const times = await Promise.all(sources.map((source) => newest(`${root}/${source}`)));
  return Math.max(...times) <= made.mtimeMs;
}
