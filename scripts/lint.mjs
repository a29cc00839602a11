/** `npm run lint`: form and types of everything. `--fix` (npm run format) mends what can be. */
import { availableParallelism } from 'node:os';
import { compile } from './steps/compile.mjs';
import { checkForm, sourceFiles } from './steps/form.mjs';
import { ensurePackages } from './steps/packages.mjs';
import { bin, sh } from './steps/shell.mjs';
import { ensureToolchain, runMain } from './toolchain/index.mjs';

const tidyOptions = [
  ...['-p', 'build/dev', '--quiet', '--warnings-as-errors=*'],
  // The sources may be compiled by another compiler, with warnings of its own.
  '--extra-arg=-Wno-unknown-warning-option',
];

await runMain(async () => {
  const fix = process.argv.includes('--fix');
  await ensurePackages();
  const { clangFormat, clangTidy, env } = await ensureToolchain();
  await checkForm(clangFormat, { fix });
  await compile('wasm', { target: 'headwater_wasm' });
  await bin('tsc', ['--build', 'tsconfig.json']);
  if (clangTidy === null) {
    console.error('clang-tidy was not found: the C++ sources are not analysed.');
  } else {
    await compile('dev', { target: 'headwater_core' });
    const sources = sourceFiles('core/src/*.cpp');
    const share = Math.ceil(sources.length / availableParallelism());
    const shares = [];
    while (sources.length > 0) shares.push(sources.splice(0, share));
    await Promise.all(shares.map((some) => sh(clangTidy, [...tidyOptions, ...some], { env })));
  }
});
