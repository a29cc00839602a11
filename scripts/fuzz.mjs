/**
 * `node scripts/fuzz.mjs [seconds] [target ...]`: builds the fuzz targets and runs each for so many
 * seconds (60), from the specimens on. What was found stays in build/fuzz/corpus for the next run;
 * an input that breaks a target is kept in build/fuzz and named.
 */
import { mkdirSync, readdirSync } from 'node:fs';
import { compile } from './steps/compile.mjs';
import { root, sh } from './steps/shell.mjs';
import { ensureToolchain, runMain, ToolchainError } from './toolchain/index.mjs';

const programs = `${root}/build/fuzz/tests/fuzz`;

/** @param {string} path */
function folder(path) {
  mkdirSync(path, { recursive: true });
  return path;
}

await runMain(async () => {
  const [seconds = '60', ...chosen] = process.argv.slice(2);
  if ((await ensureToolchain()).clang === null) {
    throw new ToolchainError('Fuzzing needs clang with libFuzzer, which was not found.', {
      todo: 'run on a Debian-like machine, where `node scripts/setup.mjs` brings it along.',
    });
  }
  await compile('fuzz');
  const specimens = folder(`${root}/build/fuzz/specimens`);
  await sh(`${programs}/write_corpus`, [specimens]);
  const targets = readdirSync(programs).filter((name) => name.endsWith('_fuzz'));
  for (const target of chosen.length > 0 ? chosen : targets) {
    console.log(`\n== ${target}, ${seconds} s`);
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
});
