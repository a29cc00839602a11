/** `npm run --silent headwater -- COMMAND …`: the command line in a checkout, built when needed. */
import { buildCli } from './build.mjs';
import { runMain } from './toolchain/index.mjs';

await runMain(async () => {
  await buildCli({ quiet: true });
  await import('../dist/cli/headwater.mjs');
});
