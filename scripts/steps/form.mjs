import { execFileSync } from 'node:child_process';
import { bin, root, sh } from './shell.mjs';

/** @param {string[]} patterns @returns {string[]} files that git tracks, or would */
export function sourceFiles(...patterns) {
  const list = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '-z', ...patterns],
    { cwd: root, encoding: 'utf8' },
  );
  return list.split('\0').filter(Boolean);
}

/**
 * The form of all sources, and the linter's rules for TypeScript.
 * @param {string | null} clangFormat
 * @param {{fix?: boolean}} [options] `fix` mends what can be
 */
export async function checkForm(clangFormat, { fix = false } = {}) {
  await bin('biome', ['check', ...(fix ? ['--write'] : []), '--error-on-warnings', '.']);
  if (clangFormat === null) {
    console.error('clang-format was not found: the form of the C++ sources is not checked.');
    return;
  }
  const mode = fix ? ['-i'] : ['--dry-run', '--Werror'];
  await sh(clangFormat, [...mode, ...sourceFiles('*.cpp', '*.h')]);
}
