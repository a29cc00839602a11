/**
 * `node benchmarks/soak/run.mjs [--minutes 10] [--seed 1] [--write]`: one page in one browser, used at
 * random: files are opened, cancelled and damaged, views, methods and settings changed, undone and
 * saved. Prints what the page and its workers hold, and fails where that grows or the page complains.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { buildSite } from '../../scripts/build.mjs';
import { root } from '../../scripts/steps/shell.mjs';
import { ensureBrowser, runMain } from '../../scripts/toolchain/index.mjs';
import { machine, publish } from '../section.mjs';
import { serve } from '../serve.mjs';
import { actions } from './actions.mjs';
import { writeInputs } from './inputs.mjs';

/** Bytes that the page's script may hold more at the end than when everything had been shown once. */
const mayGrow = 4e6;

/** Run in every worker before its script: keeps the memories of its modules where they can be asked. */
const keepMemories = `self.memories = [];
for (const name of ['instantiate', 'instantiateStreaming']) {
  const plain = WebAssembly[name];
  WebAssembly[name] = async (...given) => {
    const made = await plain.apply(WebAssembly, given);
    const values = Object.values((made.instance ?? made).exports);
    self.memories.push(...values.filter((value) => value instanceof WebAssembly.Memory));
    return made;
  };
}
`;

/** Numbers in [0, 1) that a seed decides. @param {number} seed */
function numbersFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * What the page holds after its garbage was collected, and its workers' memories.
 * @param {import('@playwright/test').Page} page
 * @param {import('@playwright/test').CDPSession} session
 */
async function held(page, session) {
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  let modules = 0;
  for (const worker of page.workers()) {
    const sizes = await worker
      .evaluate(() =>
        /** @type {{memories?: WebAssembly.Memory[]}} */ (globalThis).memories?.map(
          ({ buffer }) => buffer.byteLength,
        ),
      )
      .catch(() => []);
    modules += (sizes ?? []).reduce((sum, size) => sum + size, 0);
  }
  return {
    heap: usedSize,
    nodes,
    listeners: jsEventListeners,
    workers: page.workers().length,
    modules,
  };
}

/** The page as it stands after its first opening: the small example, nothing else. @param {import('@playwright/test').Page} page @param {string} path */
async function rest(page, path) {
  for (let presses = 0; presses < 3; presses++) await page.keyboard.press('Escape');
  await page.getByLabel('Open a file').setInputFiles(path);
  await page.waitForFunction(
    () =>
      document.querySelector('[data-test=what]')?.textContent?.includes('at rest') &&
      !document.querySelector('.canvas.dimmed'),
  );
  await page.getByRole('tab', { name: 'Overview' }).click();
}

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '10' },
      seed: { type: 'string', default: String(Date.now() % 1e6) },
      write: { type: 'boolean' },
    },
  });
  const minutes = Number(values.minutes);
  const seed = Number(values.seed);
  const random = numbersFrom(seed);
  await buildSite();
  const folder = mkdtempSync(join(tmpdir(), 'headwater-soak-'));
  const { server, url } = await serve(`${root}/dist/site`);
  const browser = await chromium.launch({
    executablePath: await ensureBrowser(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const inputs = writeInputs(folder);
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      serviceWorkers: 'block',
      acceptDownloads: true,
    });
    await context.route(/engine\.worker-.*\.js$/, async (route) => {
      const path = new URL(route.request().url()).pathname;
      const body = keepMemories + readFileSync(`${root}/dist/site${path}`, 'utf8');
      await route.fulfill({ body, contentType: 'text/javascript' });
    });
    const page = await context.newPage();
    /** @type {string[]} */
    const complaints = [];
    page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
    page.on('download', (download) => void download.delete());
    await page.goto(`${url}/index.html`);
    await page.locator('hw-matrix').waitFor();
    const session = await context.newCDPSession(page);
    const rows = [];
    const begun = Date.now();
    console.log(`seed ${seed}`);
    let done = 0;
    let next = 0;
    while (Date.now() - begun < minutes * 60_000) {
      const since = (Date.now() - begun) / 60_000;
      if (since >= next) {
        await rest(page, inputs.rest);
        rows.push({ since, done, ...(await held(page, session)) });
        console.log(JSON.stringify(rows.at(-1)));
        next += minutes / 10;
      }
      const names = Object.keys(actions);
      const name = names[Math.floor(random() * names.length)] ?? '';
      await actions[name]?.(page, random, inputs);
      done += 1;
    }
    await rest(page, inputs.rest);
    rows.push({ since: minutes, done, ...(await held(page, session)) });
    console.log(JSON.stringify(rows.at(-1)));
    if (complaints.length > 0)
      throw new Error(`seed ${seed}: ${[...new Set(complaints)].join('\n')}`);
    // In the first tenth every view is fetched and every cache is filled.
    const [, early] = rows;
    const last = rows.at(-1);
    if (early === undefined || last === undefined) throw new Error('too short to say anything');
    const mb = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);
    publish([
      '## Soak',
      '',
      `${minutes} minutes of random use in Chromium ${browser.version()} (seed ${seed}, ${done} actions) on ${machine}: what is held each time a small file is open again and garbage was collected. Run it with \`node benchmarks/soak/run.mjs\`.`,
      '',
      '| minute | actions | script heap | nodes | listeners | workers | memory of modules |',
      '|---|---|---|---|---|---|---|',
      ...rows.map(
        (row) =>
          `| ${row.since.toFixed(1)} | ${row.done} | ${mb(row.heap)} MB | ${row.nodes} | ${row.listeners} | ${row.workers} | ${mb(row.modules)} MB |`,
      ),
      '',
    ]);
    if (last.heap - early.heap > mayGrow) throw new Error(`seed ${seed}: the script's heap grew`);
  } finally {
    await browser.close();
    server.close();
    rmSync(folder, { recursive: true });
  }
});
