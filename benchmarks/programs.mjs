import { execFileSync } from 'node:child_process';
import { compile } from '../scripts/steps/compile.mjs';
import { root } from '../scripts/steps/shell.mjs';

/**
 * Builds a program of benchmarks/ and runs it in both forms: the lines of a section with its tables.
 * @param {string} target
 */
export async function bothTables(target) {
  await compile('bench-wasm', { target, quiet: true });
  await compile('release', { target, quiet: true });
  const table = (/** @type {string} */ program, /** @type {string[]} */ ...args) =>
    execFileSync(program, args, { encoding: 'utf8' }).trim();
  return [
    'As WebAssembly:',
    '',
    table('node', `${root}/build/bench-wasm/benchmarks/${target}.cjs`),
    '',
    'Natively:',
    '',
    table(`${root}/build/release/benchmarks/${target}`),
    '',
  ];
}
