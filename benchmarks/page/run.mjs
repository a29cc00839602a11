/**
 * `node benchmarks/page/run.mjs [--write]`: how fast the page answers, in a browser without a
 * graphics card. Prints a Markdown section; --write puts it into docs/performance.md.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { chromium, selectors } from '@playwright/test';
import { preview } from 'vite';
import { buildSite } from '../../scripts/build.mjs';
import { root } from '../../scripts/steps/shell.mjs';
import { ensureBrowser, runMain } from '../../scripts/toolchain/index.mjs';
import { freshPage } from '../fresh-page.mjs';
import { machine, publish } from '../section.mjs';
import { dropGenerated, timeEvents, timeRedraw } from './measure.mjs';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('./measure.mjs').Kind} Kind */

/** Median and 95th percentile, in milliseconds. @param {readonly number[]} times */
function spread(times) {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (/** @type {number} */ share) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN).toFixed(1);
  return `${at(0.5)} ms, 95 of 100 within ${at(0.95)} ms`;
}

/** @param {{times: readonly number[], processor: number}} measured */
function cost({ times, processor }) {
  return `${processor.toFixed(1)} ms of processor time; median ${spread(times)}`;
}

/** Opens a generated input and waits until its rollout is drawn. @param {Page} page @param {readonly [number, number, number]} shape */
async function open(page, shape) {
  await page.evaluate(dropGenerated, shape);
  const words = `${shape[2]} tokens`;
  await page.waitForFunction(
    (wanted) =>
      document.querySelector('[data-test=what]')?.textContent?.includes(wanted) &&
      !document.querySelector('.canvas.dimmed'),
    words,
    { timeout: 120_000 },
  );
  await page.waitForTimeout(1000);
}

/** The page's own script and style, as sent. */
function sizes() {
  const folder = `${root}/dist/site/assets`;
  const packed = (/** @type {string} */ name) =>
    gzipSync(readFileSync(`${folder}/${name}`), { level: 9 }).length;
  const sum = (/** @type {Iterable<string>} */ names) =>
    [...names].reduce((total, name) => total + packed(name), 0);
  const names = readdirSync(folder);
  // The first script and all that it takes in at once, not what it fetches when it is asked for.
  const scripts = new Set(names.filter((name) => /^index-.*\.js$/.test(name)));
  for (const name of scripts) {
    const code = readFileSync(`${folder}/${name}`, 'utf8');
    for (const [, from = ''] of code.matchAll(/(?:from|import) ?"\.\/([^"]+)"/g)) scripts.add(from);
  }
  return { script: sum(scripts), style: sum(names.filter((name) => name.endsWith('.css'))) };
}

/** Milliseconds until the worked example is drawn, in a fresh profile whose window stands. @param {import('@playwright/test').Browser} browser @param {string} url */
async function firstLoad(browser, url) {
  const times = [];
  for (let round = 0; round < 5; round++) {
    const page = await freshPage(browser);
    await page.goto(url);
    const drawn = await page.waitForFunction(() =>
      document
        .querySelector('hw-selected-panel')
        ?.shadowRoot?.querySelector('.sentence')
        ?.textContent?.includes('takes')
        ? performance.now()
        : false,
    );
    times.push(Number(await drawn.jsonValue()));
    await page.context().close();
  }
  return times.toSorted((one, other) => one - other)[2] ?? NaN;
}

await runMain(async () => {
  await buildSite();
  const server = await preview({
    configFile: `${root}/web/vite.config.ts`,
    preview: { host: '127.0.0.1', port: 0, strictPort: false },
    logLevel: 'error',
  });
  const url = server.resolvedUrls?.local[0] ?? '';
  selectors.setTestIdAttribute('data-test');
  const executablePath = await ensureBrowser();
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const load = await firstLoad(browser, url);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(url);
    await page.getByTestId('sentence').getByText('takes').waitFor();
    await open(page, [12, 12, 512]);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    /** Processor time of the page's thread so far, in milliseconds. */
    const spent = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
    };
    /** @param {Kind} kind */
    const time = async (kind) => {
      const before = await spent();
      const { times, frames } = await page.evaluate(timeEvents, kind);
      return { times, frames, processor: ((await spent()) - before) / times.length };
    };
    const hover = await time('hover');
    const select = await time('select');
    const redraw = await page.evaluate(timeRedraw);
    await page.getByRole('tab', { name: 'Matrix' }).click();
    await open(page, [1, 1, 2048]);
    const zoom = await time('zoom');
    const pan = await time('pan');
    const { script, style } = sizes();
    publish([
      '## Page',
      '',
      `Chromium ${browser.version()} without a graphics card, 1440 × 900, on ${machine}. An event's processor time is that of all the main thread does from event to event, style, layout and painting included, the mean of 120 events; the times beside it are those of the clock for the script, on a machine that other programs use too. Putting the picture on the screen, here without a graphics card, shows in the time from frame to frame. Run it with \`node benchmarks/page/run.mjs\`.`,
      '',
      '| what | wanted | found |',
      '|---|---|---|',
      `| 512 tokens, 12 layers, 12 heads: a move of the pointer | 16 ms | ${cost(hover)} |`,
      `| the same: choosing another cell | 16 ms | ${cost(select)} |`,
      `| the same: from the worker's answer to the drawn picture | 150 ms | ${spread(redraw)} |`,
      `| 2048 × 2048: a step of zooming | 16 ms | ${cost(zoom)} |`,
      `| 2048 × 2048: from frame to frame while zooming | 16.7 ms | ${spread(zoom.frames)} |`,
      `| 2048 × 2048: a step of panning | 16 ms | ${cost(pan)} |`,
      `| 2048 × 2048: from frame to frame while panning | 16.7 ms | ${spread(pan.frames)} |`,
      `| first load until the example is drawn, in a window that stands | 1000 ms | ${load.toFixed(0)} ms |`,
      `| the page's script, gzip | 90 KB | ${(script / 1000).toFixed(1)} KB and ${(style / 1000).toFixed(1)} KB of styles |`,
      '',
    ]);
  } finally {
    await browser.close();
    await server.close();
  }
});
