/** The mutation test of tests/mutation: changed specimens of every format, read in one process. */
import { randomInt } from 'node:crypto';
import { compile } from './compile.mjs';
import { root, sh } from './shell.mjs';

/**
 * Reads so many mutants, with sanitizers, or as many as there is time for. Throws when one is read
 * wrongly; it is kept then.
 * @param {{count: number, seconds: number, seed?: number}} options
 */
export async function mutate({ count, seconds, seed = randomInt(2 ** 31) }) {
  await compile('asan', { target: 'mutants' });
  await sh(`${root}/build/asan/tests/mutants`, [
    ...[count, seconds, seed].map(String),
    `${root}/build/mutant.bin`,
  ]);
}
