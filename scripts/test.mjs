/**
 * `npm test`: everything. The form of the sources, the core natively, with sanitizers and as
 * WebAssembly, its mutants and fuzz targets, the scripts, TypeScript, the command line, and the page
 * in a browser.
 */
import { buildCli, buildPackage, buildSite } from './build.mjs';
import { compile, ctest } from './steps/compile.mjs';
import { canFuzz, fuzz } from './steps/fuzz.mjs';
import { mutate } from './steps/mutate.mjs';
import { ensurePackages } from './steps/packages.mjs';
import { bin, sh } from './steps/shell.mjs';
import { inTurn } from './steps/stages.mjs';
import { ensureBrowser, runMain } from './toolchain/index.mjs';

/** @param {'dev' | 'asan' | 'wasm'} preset */
async function testCore(preset) {
  await compile(preset);
  await ctest(preset);
}

/** @type {[string, () => Promise<void>][]} */
const steps = [
  ['Lint', () => sh('node', ['scripts/lint.mjs'])],
  ['Scripts', () => sh('node', ['--test', 'tests/scripts/'])],
  ['Core, native', () => testCore('dev')],
  ['Core, sanitizers', () => testCore('asan')],
  ['Core, mutants for ten seconds', () => mutate({ count: 100_000_000, seconds: 10 })],
  ['Core, WebAssembly', () => testCore('wasm')],
  [
    'Core, fuzzed for a minute each',
    async () => {
      if (await canFuzz()) await fuzz(60);
      else console.log('Not here: clang with libFuzzer was not found (node scripts/setup.mjs).');
    },
  ],
  [
    'TypeScript, engine and command line',
    async () => {
      await buildCli();
      await bin('vitest', ['run']);
    },
  ],
  [
    'Page in a browser',
    async () => {
      await buildSite();
      await buildPackage();
      await bin('playwright', ['test'], { env: { HEADWATER_BROWSER: await ensureBrowser() } });
    },
  ],
];

await runMain(async () => {
  await ensurePackages();
  await inTurn(steps);
});
