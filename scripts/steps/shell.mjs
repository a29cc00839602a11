import { spawn } from 'node:child_process';
import { ToolchainError } from '../toolchain/index.mjs';

export const root = new URL('../..', import.meta.url).pathname.replace(/\/$/, '');

/**
 * Runs a command in the project's folder with its output shown. Throws when it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {{env?: Record<string, string>, quiet?: boolean}} [options] `env` is added to the
 *   environment; `quiet` sends standard output to standard error, so that a command's own output
 *   stays clean
 */
export async function sh(command, args, { env = {}, quiet = false } = {}) {
  const status = await new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 2 : 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(signal ?? code));
  });
  if (status !== 0) {
    throw new ToolchainError(`\`${[command, ...args].join(' ')}\` failed (${status}).`, {
      todo: 'read its output above.',
    });
  }
}

/**
 * Runs a command of an npm package that the project depends on.
 * @param {string} name
 * @param {string[]} args
 * @param {Parameters<typeof sh>[2]} [options]
 */
export function bin(name, args, options) {
  return sh(`${root}/node_modules/.bin/${name}`, args, options);
}
