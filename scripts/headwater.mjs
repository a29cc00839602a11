/** `npm run --silent headwater -- COMMAND …`: the command line in a checkout, built when needed. */
import { pathToFileURL } from 'node:url';
import { buildCli } from './build.mjs';
import { root } from './steps/shell.mjs';
import { runMain } from './toolchain/index.mjs';

await runMain(async () => {
  await buildCli({ quiet: true });
  await import(pathToFileURL(`${root}/dist/cli/headwater.mjs`).href);
});
