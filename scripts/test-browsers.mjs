/**
 * `node scripts/test-browsers.mjs`: the page, every view, a dropped file, the element, the frame and
 * a saved page in Firefox and WebKitGTK as in Chromium. A job of its own, because the two take
 * hundreds of megabytes; installed from Debian's packages when you are root. Pictures of every view
 * in each of them are in build/browsers afterwards, to be looked at.
 */
import { buildCli, buildPackage, buildSite } from './build.mjs';
import { ensurePackages } from './steps/packages.mjs';
import { bin } from './steps/shell.mjs';
import { ensureEngines } from './toolchain/engines.mjs';
import { ensureBrowser, runMain } from './toolchain/index.mjs';

await runMain(async () => {
  await ensurePackages();
  const engines = { HEADWATER_BROWSER: await ensureBrowser(), ...ensureEngines() };
  await buildSite();
  await buildCli();
  await buildPackage();
  // Node 20 has WebSocket behind this option; later ones have it anyway.
  const options = `${process.env.NODE_OPTIONS ?? ''} --experimental-websocket`;
  await bin(
    'playwright',
    ['test', '--config', 'tests/browsers/playwright.config.ts', ...process.argv.slice(2)],
    { env: { ...engines, NODE_OPTIONS: options } },
  );
});
