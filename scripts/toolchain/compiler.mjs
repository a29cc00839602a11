/** The native C++ compiler comes from the system: it must match the system's own libraries. */

import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { capture, findOnPath } from './run.mjs';
import { atLeast, parseVersion } from './versions.mjs';

/**
 * @param {string} text output of `--version`
 * @returns {{kind: 'clang' | 'gcc', version: string} | null}
 */
export function identifyCompiler(text) {
  // "(Debian 12.2.0-14+deb12u1) 12.2.0": what the distributor put in brackets comes first.
  const version = parseVersion(text.replace(/\([^)]*\)/g, ''));
  if (!version) return null;
  if (/clang/i.test(text)) return { kind: 'clang', version };
  return /g\+\+|gcc|GNU|c\+\+/i.test(text) ? { kind: 'gcc', version } : null;
}

/** @param {ReturnType<typeof identifyCompiler>} compiler */
export function isNewEnough(compiler) {
  return Boolean(compiler) && atLeast(compiler?.version, compiler?.kind === 'clang' ? '16' : '12');
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {{named: string, cxx: string, cc: string | null, version: string} | null}
 */
export function findCompiler(env = process.env) {
  const numbered = [16, 15, 14, 13, 12].map((major) => `g++-${major}`);
  const names = [
    env.CXX,
    'g++',
    'clang++',
    ...numbered,
    ...[21, 20, 19, 18, 17, 16].map((major) => `clang++-${major}`),
  ];
  for (const name of names) {
    if (!name) continue;
    const cxx = name.includes('/') ? name : findOnPath(name, env);
    const compiler = cxx && identifyCompiler(capture(cxx, ['--version'], env) ?? '');
    if (compiler && isNewEnough(compiler)) {
      const cc = join(
        dirname(cxx),
        basename(cxx).replace('clang++', 'clang').replace('g++', 'gcc'),
      );
      return { named: name, cxx, cc: existsSync(cc) ? cc : null, version: compiler.version };
    }
  }
  return null;
}
