/** Does each tool run at all, and which version is it? */
import { existsSync } from 'node:fs';
import { ToolchainError } from './errors.mjs';
import { capture } from './run.mjs';
import { parseVersion } from './versions.mjs';

/** Things that are started with --version; the other paths only have to exist. */
export const PROGRAMS = [
  'emcc',
  'emxx',
  'cmake',
  'ninja',
  'python',
  'clang',
  'clangxx',
  'clangFormat',
  'clangTidy',
];

/**
 * @param {Record<string, string>} tools
 * @param {NodeJS.ProcessEnv} env
 * @returns {Record<string, string>} versions
 */
export function smokeCheck(tools, env) {
  const versions = /** @type {Record<string, string>} */ ({});
  for (const [name, path] of Object.entries(tools)) {
    if (!existsSync(path))
      throw new ToolchainError(`The toolchain is incomplete: ${path} is missing.`, {
        todo: 'run setup again.',
      });
    if (!PROGRAMS.includes(name)) continue;
    const version = parseVersion(capture(path, ['--version'], env) ?? '');
    if (!version)
      throw new ToolchainError(`${path} does not run.`, {
        todo: `try "${path} --version" and look at what it says.`,
      });
    versions[name] = version;
  }
  return versions;
}
