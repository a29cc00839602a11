/**
 * `node benchmarks/embed/run.mjs [ATTENTION_FILE] [--write]`: how fast embedded views and saved pages
 * stand; the page is that of the file, with 12 layers, or else of generated attention of the size of
 * a BERT. Prints a Markdown section; --write puts it into docs/performance.md.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { buildCli, buildPackage } from '../../scripts/build.mjs';
import { root } from '../../scripts/steps/shell.mjs';
import { ensureBrowser, runMain } from '../../scripts/toolchain/index.mjs';
import { freshPage, settling } from '../fresh-page.mjs';
import { writeFiles } from '../read/files.mjs';
import { machine, publish } from '../section.mjs';
import { serve } from '../serve.mjs';

const rounds = 9;
const views = 10;

const view = '<p><headwater-view src="/worked-example.json" loading="lazy"></headwater-view></p>';
const html = `<!doctype html><meta charset="utf-8"><title>Ten views</title>
<style>p { min-height: 400px }</style>
<script type="module" src="/package/element.js"></script>${view.repeat(views)}`;

/** With four decimals and Python's spaces, as attention is commonly saved. @param {string} folder */
function writeRounded(folder) {
  const { json } = writeFiles(folder, 51);
  const round = (/** @type {string} */ _, /** @type {unknown} */ value) =>
    typeof value === 'number' ? Number(value.toFixed(4)) : value;
  const rounded = JSON.stringify(JSON.parse(readFileSync(json, 'utf8')), round);
  writeFileSync(json, rounded.replaceAll(',', ', '));
  return json;
}

/** @param {readonly number[]} times */
function median(times) {
  return times.toSorted((one, other) => one - other)[times.length >> 1] ?? Number.NaN;
}

/**
 * Milliseconds from navigation until `ready` gives a number, the time it saw: in a fresh profile whose
 * window has stood for `stood` milliseconds, and once more in the same.
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 * @param {() => number | false} ready
 * @param {number} [stood]
 */
async function opening(browser, url, ready, stood = settling) {
  const page = await freshPage(browser, stood);
  try {
    const open = async () => {
      await page.goto(url, { waitUntil: 'commit' });
      const time = await page.waitForFunction(ready, undefined, { polling: 'raf' });
      return Number(await time.jsonValue());
    };
    const first = await open();
    const workers = page.workers().length;
    await page.goto('about:blank');
    return { first, again: await open(), workers };
  } finally {
    await page.context().close();
  }
}

/** The views that a reader sees are painted. */
function viewsPainted() {
  const seen = [...document.querySelectorAll('headwater-view')].filter(
    (one) => one.getBoundingClientRect().top < innerHeight,
  );
  const painted = seen.filter((one) => one.shadowRoot?.querySelector('figcaption')?.offsetHeight);
  return seen.length > 0 && painted.length === seen.length && performance.now();
}

function pageDrawn() {
  const caption = document.querySelector('[data-test=caption]');
  return (caption?.textContent?.includes('layer 12') ?? false) && performance.now();
}

await runMain(async () => {
  await buildCli({ quiet: true });
  await buildPackage();
  const folder = mkdtempSync(`${tmpdir()}/headwater-embed-`);
  writeFileSync(`${folder}/index.html`, html);
  const { server, url } = await serve(folder, `${root}/dist`, `${root}/examples`);
  const browser = await chromium.launch({
    executablePath: await ensureBrowser(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const given = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
    const json = given ?? writeRounded(folder);
    const named = given === undefined ? 'generated, 12 × 12 × 51², 4 decimals' : basename(given);
    const saved = `${folder}/saved.html`;
    execFileSync('node', [`${root}/dist/cli/headwater.mjs`, 'export', json, '-o', saved]);
    const packed = gzipSync(readFileSync(json)).length;
    /** @type {Awaited<ReturnType<typeof opening>>[]} */
    const lazy = [];
    /** @type {typeof lazy} */
    const page = [];
    /** @type {typeof lazy} */
    const hurried = [];
    for (let round = 0; round < rounds; round += 1) {
      lazy.push(await opening(browser, `${url}/index.html`, viewsPainted));
      page.push(await opening(browser, pathToFileURL(saved).href, pageDrawn));
      hurried.push(await opening(browser, pathToFileURL(saved).href, pageDrawn, 0));
    }
    const first = (/** @type {typeof lazy} */ all) =>
      `${median(all.map((one) => one.first)).toFixed(0)} ms`;
    const time = (/** @type {typeof lazy} */ all) =>
      `${first(all)}; again ${median(all.map((one) => one.again)).toFixed(0)} ms`;
    publish([
      '## Embedding',
      '',
      `Chromium ${browser.version()} on ${machine}, from navigation until the picture stands, in a fresh profile and once more in the same; medians of ${rounds}. The window has stood for ${settling / 1000} s, because Chromium loads pages of its own with a new one. Run it with \`node benchmarks/embed/run.mjs [ATTENTION_FILE]\`.`,
      '',
      '| what | wanted | found |',
      '|---|---|---|',
      `| a page with ${views} lazy views: those in sight are painted | 1000 ms | ${time(lazy)} |`,
      `| the same: workers | 1 | ${Math.max(...lazy.map((one) => one.workers))} |`,
      `| a saved page (${named}), opened from disk | 500 ms | ${time(page)}; together with its window ${first(hurried)} |`,
      `| its size: at most 1.2 times its data as gzip packs it, and 200 KB | ${((1.2 * packed + 200_000) / 1000).toFixed(0)} KB | ${(statSync(saved).size / 1000).toFixed(0)} KB |`,
      '',
    ]);
  } finally {
    await browser.close();
    server.close();
    rmSync(folder, { recursive: true });
  }
});
