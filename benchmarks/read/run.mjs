/**
 * `node benchmarks/read/run.mjs [--write]`: reading attention in Chromium, from a file of the disk to
 * the weights as float32, beside `response.json()` with flattening, on generated files in the same
 * run. Prints a Markdown table; --write puts it into docs/performance.md.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { compile } from '../../scripts/steps/compile.mjs';
import { root } from '../../scripts/steps/shell.mjs';
import { ensureBrowser, runMain } from '../../scripts/toolchain/index.mjs';
import { settling } from '../fresh-page.mjs';
import { machine, publish } from '../section.mjs';
import { serve } from '../serve.mjs';
import { writeFiles } from './files.mjs';

/** Files of about 10, 204 and 600 MB of text. */
const sizes = [
  { tokens: 55, rounds: 5 },
  { tokens: 247, rounds: 5 },
  { tokens: 424, rounds: 1 },
];

/** Of the first reading, and the time of one more. @typedef {{milliseconds: number, again: number, processor: number, megabytes: number}} Figures */
/** @typedef {Figures | {failure: string}} Measure */

/** Two readings in a browser of their own. @param {string} url @param {'headwater' | 'responseJson'} way @param {string} file @returns {Promise<Measure>} */
async function measure(url, way, file) {
  const browser = await chromium.launch({
    executablePath: await ensureBrowser(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`${url}/index.html`);
    const read = async (/** @type {string} */ path) => {
      await page.locator('input').setInputFiles(path);
      return page.evaluate((by) => Reflect.get(globalThis, 'measure')[by](), way);
    };
    // Once before: the worker runs, modules are compiled.
    await read(`${dirname(file)}/warm.${file.split('.').at(-1)}`);
    await page.waitForTimeout(settling);
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const pids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
    const held = (/** @type {string} */ field) =>
      pids.reduce((sum, pid) => sum + kilobytes(pid, field), 0) / 1e3;
    for (const pid of pids) writeFileSync(`/proc/${pid}/clear_refs`, '5');
    const before = held('VmRSS');
    const used = () => pids.reduce((sum, pid) => sum + processorTime(pid), 0);
    const usedBefore = used();
    const milliseconds = await read(file);
    const processor = used() - usedBefore;
    const megabytes = held('VmHWM') - before;
    return { milliseconds, again: await read(file), processor, megabytes };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { failure: message.split('\n')[0] ?? '' };
  } finally {
    await browser.close();
  }
}

/** @param {number} pid @param {string} field of /proc/PID/status */
function kilobytes(pid, field) {
  const line = readFileSync(`/proc/${pid}/status`, 'utf8').match(`${field}:\\s+(\\d+)`);
  return Number(line?.[1] ?? 0);
}

/** Whether others wait for the processors as well, as a rule of thumb. */
const busy = () => (loadavg()[0] ?? 0) > 1.5 * cpus().length;

/** Milliseconds that a process has run, of all its threads. @param {number} pid */
function processorTime(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** @param {number[]} values */
function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** @param {Measure[]} measures */
function middle(measures) {
  const done = measures.filter((one) => 'milliseconds' in one);
  if (done.length === 0) return undefined;
  return {
    milliseconds: median(done.map((one) => one.milliseconds)),
    again: median(done.map((one) => one.again)),
    processor: median(done.map((one) => one.processor)),
    megabytes: median(done.map((one) => one.megabytes)),
  };
}

/** @param {ReturnType<typeof middle>} one */
const cells = (one) =>
  one === undefined
    ? ['fails', '–', '–', '–']
    : [
        `${one.milliseconds.toFixed(0)} ms`,
        `${one.again.toFixed(0)} ms`,
        `${one.processor.toFixed(0)} ms`,
        `${one.megabytes.toFixed(0)} MB`,
      ];

/** How often `a` goes into `b`, in time, processor time and memory. @param {ReturnType<typeof middle>} a @param {ReturnType<typeof middle>} b */
const ratios = (a, b) =>
  a === undefined || b === undefined
    ? ['–', '–', '–', '–']
    : [
        `${(b.milliseconds / a.milliseconds).toFixed(1)}×`,
        `${(b.again / a.again).toFixed(1)}×`,
        `${(b.processor / a.processor).toFixed(1)}×`,
        `${(b.megabytes / a.megabytes).toFixed(1)}×`,
      ];

await runMain(async () => {
  await compile('wasm', { target: 'headwater_wasm', quiet: true });
  const folder = mkdtempSync(`${tmpdir()}/headwater-read-`);
  await build({
    root: `${root}/benchmarks/read/page`,
    base: './',
    logLevel: 'warn',
    worker: { format: 'es' },
    build: { outDir: `${folder}/page`, emptyOutDir: true, target: 'es2022' },
  });
  const { server, url } = await serve(`${folder}/page`);
  try {
    const warm = writeFiles(folder, 4);
    writeFileSync(`${folder}/warm.json`, readFileSync(warm.json));
    writeFileSync(`${folder}/warm.npy`, readFileSync(warm.npy));
    const columns = ['first', 'again', 'processor', 'memory'].join(' | ');
    const lines = [`| tensor, file | read by | ${columns} |`, `|---|---|---|---|---|---|`];
    let failure = '';
    for (const { tokens, rounds } of sizes) {
      const file = writeFiles(folder, tokens);
      /** @type {Record<'json' | 'peer' | 'npy', Measure[]>} */
      const measured = { json: [], peer: [], npy: [] };
      for (let round = 0; round < rounds; round += 1) {
        measured.json.push(await measure(url, 'headwater', file.json));
        measured.peer.push(await measure(url, 'responseJson', file.json));
        measured.npy.push(await measure(url, 'headwater', file.npy));
      }
      for (const one of measured.peer) if ('failure' in one) failure = one.failure;
      const json = middle(measured.json);
      const peer = middle(measured.peer);
      const npy = middle(measured.npy);
      const name = `12 × 12 × ${tokens}²`;
      const rows = [
        [`${name}, ${file.jsonMegabytes} MB of JSON`, 'Headwater', ...cells(json)],
        ['', '`response.json()` + flatten', ...cells(peer)],
        ['', 'of which Headwater takes one part in', ...ratios(json, peer)],
        [`the same, ${file.npyMegabytes} MB of .npy`, 'Headwater', ...cells(npy)],
        ['', 'JSON takes that many times as much', ...ratios(npy, json)],
      ].map((row) => `| ${row.join(' | ')} |`);
      lines.push(...rows);
      console.error(rows.join('\n'));
      rmSync(file.json);
      rmSync(file.npy);
    }
    publish([
      '## Reading',
      '',
      `From a file that is opened to float32 weights that were checked, in Chromium: the first large reading in a browser of its own, in which memory is new to the browser as well, some seconds after its page stood, and the same again; medians of ${sizes.map(({ rounds }) => rounds).join(', ')} interleaved rounds on ${machine}. Processor time is that of the page's process with all its threads in the first reading, memory the most that it held above what it held before. Ratios hold from machine to machine; times do not.`,
      `Inputs: float32 as Python's \`json.dumps\` writes it, and the same tensor as .npy (benchmarks/read/files.mjs). Run it with \`node benchmarks/read/run.mjs\`.`,
      ...(busy()
        ? [
            `The machine was busy with other work (load ${loadavg()[0]?.toFixed(0)} on ${cpus().length} processors): compare processor times, not times.`,
          ]
        : []),
      ...(failure === '' ? [] : [`Where \`response.json()\` fails, it says: ${failure}`]),
      '',
      ...lines,
      '',
    ]);
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
});
