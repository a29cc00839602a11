/** `npm run lint`: form and types of everything. `--fix` (npm run format) mends what can be. */
import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { compile } from './steps/compile.mjs';
import { ensurePackages } from './steps/packages.mjs';
import { bin, root, sh } from './steps/shell.mjs';
import { ensureToolchain, runMain } from './toolchain/index.mjs';

/** @param {string[]} patterns @returns {string[]} files that git tracks, or would */
function files(...patterns) {
  const list = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '-z', ...patterns],
    { cwd: root, encoding: 'utf8' },
  );
  return list.split('\0').filter(Boolean);
}

const tidyOptions = [
  ...['-p', 'build/dev', '--quiet', '--warnings-as-errors=*'],
  // The sources may be compiled by another compiler, with warnings of its own.
  '--extra-arg=-Wno-unknown-warning-option',
];

await runMain(async () => {
  const fix = process.argv.includes('--fix');
  await ensurePackages();
  const { clangFormat, clangTidy, env } = await ensureToolchain();
  await bin('biome', ['check', ...(fix ? ['--write'] : []), '--error-on-warnings', '.']);
  if (clangFormat === null) {
    console.error('clang-format was not found: the form of the C++ sources is not checked.');
  } else {
    const mode = fix ? ['-i'] : ['--dry-run', '--Werror'];
    await sh(clangFormat, [...mode, ...files('*.cpp', '*.h')]);
  }
  await compile('wasm', { target: 'headwater_wasm' });
  await bin('tsc', ['--build', 'tsconfig.json']);
  if (clangTidy === null) {
    console.error('clang-tidy was not found: the C++ sources are not analysed.');
  } else {
    await compile('dev', { target: 'headwater_core' });
    const sources = files('core/src/*.cpp');
    const share = Math.ceil(sources.length / availableParallelism());
    const shares = [];
    while (sources.length > 0) shares.push(sources.splice(0, share));
    await Promise.all(shares.map((some) => sh(clangTidy, [...tidyOptions, ...some], { env })));
  }
});
