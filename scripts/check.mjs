/**
 * `npm run check`: what can be told without a build, in less than two minutes: the form of the
 * sources, types, and the tests of what needs no WebAssembly. `npm test` does all the rest.
 */
import { checkForm } from './steps/form.mjs';
import { ensurePackages } from './steps/packages.mjs';
import { bin, sh } from './steps/shell.mjs';
import { inTurn } from './steps/stages.mjs';
import { knownToolchain, runMain } from './toolchain/index.mjs';

await runMain(async () => {
  await ensurePackages();
  await inTurn([
    ['Form', () => checkForm(knownToolchain()?.clangFormat ?? null)],
    ['Types', () => bin('tsc', ['--build', 'tsconfig.json'])],
    ['Scripts', () => sh('node', ['--test', 'tests/scripts/'])],
    ['TypeScript', () => bin('vitest', ['run', '--project', 'unit'])],
  ]);
});
