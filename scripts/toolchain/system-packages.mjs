/** The only place that changes the system: apt-get install, as root, announced. */
import { spawnSync } from 'node:child_process';
import { ToolchainError } from './errors.mjs';
import { findOnPath } from './run.mjs';

/**
 * @param {{name: string, purpose: string}} wanted a package and what it is for
 * @param {{env?: NodeJS.ProcessEnv, progress: import('./progress.mjs').Progress, uid?: number,
 *          spawn?: typeof spawnSync}} context `uid` and `spawn` are for tests
 */
export function installSystemPackage(
  { name, purpose },
  { env = process.env, progress, uid = process.getuid?.() ?? -1, spawn = spawnSync },
) {
  const debian = findOnPath('apt-get', env) !== null && findOnPath('dpkg', env) !== null;
  if (!debian) {
    throw new ToolchainError(`${purpose} was not found.`, {
      todo: `install ${name} with this system's package manager.`,
    });
  }
  const command = `apt-get update && apt-get install -y --no-install-recommends ${name}`;
  if (uid !== 0) {
    throw new ToolchainError(`${purpose} was not found, and only root can install it.`, {
      todo: `run as root: ${command}`,
    });
  }
  progress.announce(`${purpose} was not found; installing the system package ${name}: ${command}`);
  const quietEnv = { ...env, DEBIAN_FRONTEND: 'noninteractive' };
  // Its own output goes to stderr: stdout is for results.
  /** @type {import('node:child_process').SpawnSyncOptions} */
  const options = { env: quietEnv, stdio: ['ignore', 2, 2] };
  // An update may fail for some third-party archive and the package still be there.
  spawn('apt-get', ['update'], options);
  const installed = spawn('apt-get', ['install', '-y', '--no-install-recommends', name], options);
  if (installed.status !== 0) {
    throw new ToolchainError(`The system package ${name} could not be installed.`, {
      todo: `run "${command}" and look at its messages.`,
    });
  }
  progress.announce(`installed the system package ${name}`);
}
