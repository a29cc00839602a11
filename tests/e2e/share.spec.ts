import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, test, uniformFile, workedRollout } from './page';
import { StaticHost } from './static-host';

const program = fileURLToPath(new URL('../../dist/cli/headwater.mjs', import.meta.url));

/** Presses a button of the dialog that saves, and reads the file. */
async function saved(
  page: Page,
  button: string,
): Promise<{ name: string; bytes: Buffer; path: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  const path = await download.path();
  return { name: download.suggestedFilename(), bytes: await readFile(path), path };
}

async function openShare(page: Page): Promise<void> {
  await page.keyboard.press('s');
  await expect(page.getByRole('dialog', { name: 'Share and save' })).toBeVisible();
}

/** Width and height of a PNG, and its text under a keyword. */
function readPng(bytes: Buffer): { width: number; height: number; texts: string[] } {
  const texts: string[] = [];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'iTXt') texts.push(bytes.toString('utf8', at + 8, at + 8 + length));
    at += length + 12;
  }
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), texts };
}

/** A page without the input's packed bytes, which each platform's deflate makes a little differently. */
function withoutInput(page: string): string {
  return page
    .replace(/(<script id="headwater-input" type="text\/plain">)[^<]*/, '$1')
    .replace(/"bytes":\d+,"condensed"/, '"condensed"');
}

test('saves the page that the command line makes', async ({ explorer, page }) => {
  expect(explorer.page).toBe(page);
  await openShare(page);
  const file = await saved(page, 'Save as web page');
  expect(file.name).toBe('worked-example.html');
  const input = await readFile(new URL('../../examples/worked-example.json', import.meta.url));
  const exported = execFileSync(process.execPath, [program, 'export', '-'], {
    input,
    maxBuffer: 1e9,
  });
  const named = exported
    .toString('utf8')
    .replace('{"name":"input"', '{"name":"worked-example.json"');
  expect(withoutInput(file.bytes.toString('utf8'))).toBe(withoutInput(named));
});

test('saves the numbers and the picture that the command line makes', async ({
  explorer,
  page,
}, info) => {
  const rows = (size: number) =>
    Array.from({ length: size }, (_, query) =>
      Array.from({ length: size }, (_, key) => (key <= query ? 1 / (query + 1) : 0)),
    );
  const input = JSON.stringify({
    model: 'a, "b" & <c>',
    tokens: ['=x', 'é', '</text>', '\n'],
    attentions: [
      [rows(4), rows(4)],
      [rows(4), rows(4).map((row) => row.toSorted())],
    ],
  });
  const path = info.outputPath('small.json');
  await writeFile(path, input);
  await explorer.openFile('small.json', input);
  await expect(page.getByTestId('what')).toContainText('4 tokens');
  for (const [key, command] of [
    ['r', 'rollout'],
    ['f', 'flow'],
  ] as const) {
    await page.keyboard.press(key);
    const words = { rollout: 'rollout after layer 2', flow: 'attention flow after layer 2' };
    await expect(page.getByTestId('caption')).toContainText(words[command]);
    await openShare(page);
    for (const [button, ending] of [
      ['CSV', 'csv'],
      ['.npy', 'npy'],
      ['SVG', 'svg'],
    ] as const) {
      const { bytes } = await saved(page, button);
      const made = info.outputPath(`made.${ending}`);
      execFileSync(process.execPath, [program, command, path, '-o', made]);
      expect((await readFile(made)).toString('latin1')).toBe(bytes.toString('latin1'));
    }
    const { matrices, layers, tokens } = JSON.parse((await saved(page, 'JSON')).bytes.toString());
    const json = JSON.parse(execFileSync(process.execPath, [program, command, path]).toString());
    expect(json).toMatchObject({ matrices, layers, tokens });
    await page.getByRole('button', { name: 'Close' }).click();
  }
});

test('a saved page opens from disk as it was left', async ({ explorer, page, browser }, info) => {
  expect(explorer.page).toBe(page);
  await page.keyboard.press('w');
  await page.keyboard.press('[');
  await openShare(page);
  const { bytes } = await saved(page, 'Save as web page');
  const path = info.outputPath('left.html');
  await writeFile(path, bytes);
  const context = await browser.newContext({ offline: true });
  const other = await context.newPage();
  await other.goto(pathToFileURL(path).href);
  await expect(other.getByTestId('caption')).toContainText('raw attention in layer 5');
  await other.keyboard.press('s');
  await expect(other.getByRole('button', { name: 'Save as web page' })).toHaveCount(0);
  await context.close();
});

test('a saved page whose first worker fails starts another', async ({
  explorer,
  page,
  browser,
}, info) => {
  expect(explorer.page).toBe(page);
  await openShare(page);
  const { bytes } = await saved(page, 'Save as web page');
  const path = info.outputPath('failing.html');
  await writeFile(path, bytes);
  const context = await browser.newContext({ offline: true });
  await context.addInitScript(() => {
    const Started = Worker;
    const failing = URL.createObjectURL(new Blob(['throw new Error("not now")']));
    let started = 0;
    globalThis.Worker = class extends Started {
      constructor(url: string | URL, options?: WorkerOptions) {
        started += 1;
        super(started === 1 ? failing : url, options);
      }
    };
  });
  const other = await context.newPage();
  await other.goto(pathToFileURL(path).href);
  await expect(other.getByTestId('caption')).toContainText('rollout after layer');
  await context.close();
});

test('a saved page that was cut off says so', async ({ explorer, page, browser }, info) => {
  expect(explorer.page).toBe(page);
  await openShare(page);
  const { bytes } = await saved(page, 'Save as web page');
  const path = info.outputPath('cut.html');
  await writeFile(path, bytes.subarray(0, bytes.length - 1000));
  const context = await browser.newContext({ offline: true });
  const other = await context.newPage();
  await other.goto(pathToFileURL(path).href);
  await expect(other.getByText('The input inside this page is damaged or cut off')).toBeVisible();
  await context.close();
});

test('saves pictures with their settings inside', async ({ explorer, page }) => {
  expect(explorer.page).toBe(page);
  await openShare(page);
  const svg = (await saved(page, 'SVG')).bytes.toString('utf8');
  expect(svg.match(/<text[^>]*>/g)?.length).toBeGreaterThan(18);
  expect(svg).toContain('rollout after layer 6 · mean of 8 heads, half residual');
  expect(svg).toContain('&#34;method&#34;:&#34;rollout&#34;');
  const well = await page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    return parsed.querySelector('parsererror') === null;
  }, svg);
  expect(well).toBe(true);
  const once = readPng((await saved(page, 'PNG 1×')).bytes);
  const painted = await page.evaluate(
    async (bytes) => {
      const bitmap = await createImageBitmap(new Blob([Uint8Array.from(bytes)]));
      return [bitmap.width, bitmap.height];
    },
    [...(await saved(page, 'PNG 1×')).bytes],
  );
  expect(painted).toEqual([once.width, once.height]);
  const fourfold = readPng((await saved(page, 'PNG 4×')).bytes);
  expect([fourfold.width, fourfold.height]).toEqual([4 * once.width, 4 * once.height]);
  expect(once.texts[0]).toMatch(/^Headwater\0.*"program":"Headwater".*"method":"rollout"/s);
});

test('saves numbers as CSV, JSON and .npy', async ({ explorer, page }) => {
  expect(explorer.page).toBe(page);
  await openShare(page);
  const expected = workedRollout(5);
  const lines = (await saved(page, 'CSV')).bytes.toString('utf8').trim().split('\n');
  expect(lines[0]).toMatch(/^# \{"program":"Headwater"/);
  expect(lines[1]).toBe('layer,query,[CLS],The,quick,brown,fox,jumps,over,[SEP]');
  expect(lines).toHaveLength(10);
  expect(Number(lines[6]?.split(',')[4])).toBeCloseTo(expected[4]?.[2] ?? Number.NaN, 6);
  await page.getByLabel('all layers, not only the shown one').check();
  const json = JSON.parse((await saved(page, 'JSON')).bytes.toString('utf8'));
  expect(json.layers).toEqual([0, 1, 2, 3, 4, 5]);
  expect(json.matrices[5][4][2]).toBeCloseTo(expected[4]?.[2] ?? Number.NaN, 6);
  const { bytes, name } = await saved(page, '.npy');
  expect(name).toBe('worked-example-rollout-layer-6.npy');
  const length = bytes.readUInt16LE(8);
  expect((10 + length) % 64).toBe(0);
  expect(bytes.toString('latin1', 10, 10 + length)).toMatch(
    /^\{'descr': '<f4', 'fortran_order': False, 'shape': \(6, 8, 8\), \} {2}# \{.*\} *\n$/,
  );
  const value = bytes.readFloatLE(10 + length + 4 * ((5 * 8 + 4) * 8 + 2));
  expect(value).toBeCloseTo(expected[4]?.[2] ?? Number.NaN, 6);
});

test('a link carries the data to another origin where that is asked for, and says how', async ({
  explorer,
  page,
  browser,
}) => {
  await explorer.openFile('small.json', uniformFile(['a', 'b', '</script>']));
  await expect(page.getByTestId('what')).toContainText('3 tokens');
  await openShare(page);
  await expect(page.getByRole('dialog')).toContainText('the file stays on this device');
  await page.getByRole('button', { name: 'Put the data into the link' }).click();
  await expect(page.getByTestId('link-length')).toContainText('The weights in it are exact.');
  const link = await page.getByLabel('Link', { exact: true }).inputValue();
  const other = await browser.newPage();
  // To a browser, another origin.
  await other.goto(link.replace('127.0.0.1', 'localhost'));
  expect(new URL(other.url()).origin).not.toBe(new URL(page.url()).origin);
  await expect(other.getByTestId('what')).toContainText('2 layers · 2 heads · 3 tokens');
  await expect(other.getByRole('button', { name: '</script>' }).first()).toBeVisible();
  await other.close();
});

test('a link is not made longer than what carries it', async ({ explorer, page }) => {
  let state = 60;
  const noise = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const row = () => {
    const values = Array.from({ length: 60 }, noise);
    const sum = values.reduce((total, value) => total + value, 0);
    return values.map((value) => value / sum);
  };
  const attentions = Array.from({ length: 12 }, () => Array.from({ length: 60 }, row));
  await explorer.openFile('large.json', JSON.stringify({ attentions }));
  await expect(page.getByTestId('what')).toContainText('60 tokens');
  await openShare(page);
  await page.getByRole('button', { name: 'Put the data into the link' }).click();
  await expect(page.getByRole('dialog')).toContainText('longer than');
  await expect(page.getByRole('dialog')).toContainText('Save as a web page');
});

/** Rows that do not fit together, without an end. */
function* endless(): Generator<Uint8Array> {
  yield Buffer.from('[[[1, 0], ');
  for (;;) yield Buffer.from('[1, 0, 0], '.repeat(1000));
}

const failing: readonly [string, string, RegExp][] = [
  ['a file that is not there', '/none.json', /There is no file at .* \(404\)/],
  ['a server that forbids it', '/closed.json', /does not allow pages of other sites/],
  ['a web page in place of data', '/page.html', /gives a web page without attention in it/],
  [
    'an answer without an end',
    '/endless.json',
    /has 3 numbers where 2 are expected at layer 0, row 1/,
  ],
  [
    'one that is packed small',
    '/packed.json',
    /has 3 numbers where 2 are expected at layer 0, row 1/,
  ],
  [
    'a file that is too large',
    '/huge.json',
    /gives more than 2\.1 GB, the most that is read from an address/,
  ],
];

test('an address in the link is read, and what fails is explained beside the example', async ({
  browser,
  baseURL,
}) => {
  const open = { 'access-control-allow-origin': '*' };
  const far = await StaticHost.start();
  far
    .put('/a.json', { body: uniformFile(['x', 'y']), headers: open })
    .put('/none.json', { body: 'no', status: 404, headers: open })
    .put('/closed.json', { body: uniformFile(['x', 'y']) })
    .put('/page.html', { body: '<!doctype html>', headers: open })
    .put('/endless.json', { body: endless, headers: open })
    .put('/packed.json', { body: endless, headers: { ...open, 'content-encoding': 'gzip' } })
    .put('/huge.json', { body: '', headers: { ...open, 'content-length': '9000000000' } });
  const page = await browser.newPage();
  await page.goto(`${baseURL}/#src=${far.origin}/a.json`);
  await expect(page.getByTestId('what')).toContainText('2 tokens');
  for (const [what, path, message] of failing) {
    await page.goto('about:blank');
    await page.goto(`${baseURL}/#src=${far.origin}${path}`);
    await expect(page.getByTestId('refused'), what).toContainText(message);
    await expect(page.getByTestId('what'), what).toContainText('verb number');
  }
  await page.goto('about:blank');
  const carried = encodeURIComponent(uniformFile(['x', 'y', 'z']));
  await page.goto(`${baseURL}/#src=${encodeURIComponent(`data:application/json,${carried}`)}`);
  await expect(page.getByTestId('what'), 'an address that carries data').toContainText('3 tokens');
  await page.close();
  await far.stop();
});
