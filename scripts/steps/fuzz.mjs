/** The fuzz targets of tests/fuzz: each runs until its time is over or an input breaks its property. */
import { mkdirSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { ensureToolchain } from '../toolchain/index.mjs';
import { compile } from './compile.mjs';
import { root, sh } from './shell.mjs';

const programs = `${root}/build/fuzz/tests/fuzz`;

/** Only the clang of the project's own toolchain brings libFuzzer along. */
export async function canFuzz() {
  return (await ensureToolchain()).clang !== null;
}

/**
 * Builds the targets and runs all, or those chosen, for so many seconds each, from the specimens on,
 * as many at once as there are processors. Throws when one finds something.
 * @param {number} seconds
 * @param {readonly string[]} [chosen]
 */
export async function fuzz(seconds, chosen = []) {
  await compile('fuzz');
  const specimens = folder(`${root}/build/fuzz/specimens`);
  await sh(`${programs}/write_corpus`, [specimens]);
  const all = readdirSync(programs).filter((name) => name.endsWith('_fuzz'));
  const waiting = chosen.length > 0 ? [...chosen] : all;
  const runOneByOne = async () => {
    for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
      console.log(`${target}, ${seconds} s`);
      await sh(`${programs}/${target}`, [
        `-max_total_time=${seconds}`,
        '-max_len=8192',
        `-dict=${root}/tests/fuzz/json.dict`,
        `-artifact_prefix=${root}/build/fuzz/${target}-`,
        '-verbosity=0',
        folder(`${root}/build/fuzz/corpus/${target}`),
        specimens,
      ]);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, runOneByOne));
}

/** @param {string} path */
function folder(path) {
  mkdirSync(path, { recursive: true });
  return path;
}
