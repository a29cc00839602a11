/** Where things live outside the source tree. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { VERSION } from './recipe.mjs';

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string} directory for everything that setup keeps
 */
export function cacheRoot(env = process.env) {
  if (env.HEADWATER_TOOLCHAIN) return resolve(env.HEADWATER_TOOLCHAIN);
  // The XDG rule: a relative value is to be ignored.
  const xdg = env.XDG_CACHE_HOME?.startsWith('/') ? env.XDG_CACHE_HOME : null;
  return join(xdg ?? join(env.HOME || homedir(), '.cache'), 'headwater');
}

/** @param {string} root */
export function places(root) {
  const prefix = join(root, `toolchain-${VERSION}`);
  return {
    root,
    prefix,
    stamp: join(prefix, 'complete.json'),
    download: `${prefix}.download`,
    lock: `${prefix}.lock`,
    log: join(root, 'setup.log'),
  };
}
