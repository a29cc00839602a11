/**
 * `node scripts/fuzz.mjs [seconds] [target ...]`: builds the fuzz targets and runs each for so many
 * seconds (60), from the specimens on. What was found stays in build/fuzz/corpus for the next run;
 * an input that breaks a target is kept in build/fuzz and named.
 */
import { canFuzz, fuzz } from './steps/fuzz.mjs';
import { runMain, ToolchainError } from './toolchain/index.mjs';

await runMain(async () => {
  const [seconds = '60', ...chosen] = process.argv.slice(2);
  if (!(await canFuzz())) {
    throw new ToolchainError('Fuzzing needs clang with libFuzzer, which was not found.', {
      todo: 'run on a Debian-like machine, where `node scripts/setup.mjs` brings it along.',
    });
  }
  await fuzz(Number(seconds), chosen);
});
