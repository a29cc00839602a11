/** `npm start`: installs what is missing, builds, and serves the site with an example open. */
import { buildSite } from './build.mjs';
import { bin } from './steps/shell.mjs';
import { runMain } from './toolchain/index.mjs';

await runMain(async () => {
  await buildSite();
  await bin('vite', [
    'preview',
    '--config',
    'web/vite.config.ts',
    '--host',
    '127.0.0.1',
    ...process.argv.slice(2),
  ]);
});
