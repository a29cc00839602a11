import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { test as base, expect, type Page } from '@playwright/test';

const program = fileURLToPath(new URL('../../dist/cli/headwater.mjs', import.meta.url));

/** A folder of the test's own; no page of it may ask for anything, and none may complain. */
const test = base.extend<{ folder: string; offlinePage: Page }>({
  folder: async ({ browserName }, use) => {
    const folder = await mkdtemp(join(tmpdir(), `headwater-${browserName}-`));
    await use(folder);
    await rm(folder, { recursive: true });
  },
  offlinePage: async ({ browser }, use) => {
    const context = await browser.newContext({ offline: true });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('request', (request) => {
      if (!/^(file|blob|data):/.test(request.url())) complaints.push(request.url());
    });
    page.on('dialog', (dialog) => {
      complaints.push(`a script of the input ran: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await use(page);
    expect(complaints).toEqual([]);
    await context.close();
  },
});

/** Writes an input and exports it; gives the page's path. */
async function exported(folder: string, input: string | Buffer, args: string[] = []) {
  await writeFile(join(folder, 'input.json'), input);
  const page = join(folder, 'page.html');
  execFileSync(process.execPath, [
    program,
    'export',
    join(folder, 'input.json'),
    '-o',
    page,
    ...args,
  ]);
  return page;
}

/** Attention of a BERT's size, with weights of four digits: rows of a softmax over noise. */
function bertSized(): string {
  let state = 51;
  const noise = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const row = () => {
    const scores = Array.from({ length: 51 }, () => Math.exp(4 * noise()));
    const sum = scores.reduce((total, score) => total + score, 0);
    return scores.map((score) => Number((score / sum).toFixed(4)));
  };
  const times = <T>(count: number, make: () => T) => Array.from({ length: count }, make);
  const tokens = times(51, () => 'token');
  return JSON.stringify({ tokens, attentions: times(12, () => times(12, () => times(51, row))) });
}

test('a page of a BERT opens from disk without a network and answers its reader', async ({
  offlinePage: page,
  folder,
}) => {
  const input = bertSized();
  const path = await exported(folder, input);
  const size = (await stat(path)).size;
  expect(size).toBeLessThan(1.2 * gzipSync(input).length + 200_000);
  await page.goto(pathToFileURL(path).href);
  await expect(page.getByTestId('caption')).toContainText('layer 12');
  await page.keyboard.press('[');
  await expect(page.getByTestId('caption')).toContainText('after layer 11');
  await page.getByRole('radio', { name: 'Flow', exact: true }).first().check({ force: true });
  await expect(page.getByTestId('caption')).toContainText('attention flow');
});

test('texts of the input stay texts', async ({ offlinePage: page, folder }) => {
  const texts = [
    '</script><script>alert(1)</script>',
    '<!--',
    ']]>',
    '\u2028',
    '\u0000',
    '$&',
    'é漢🙂',
  ];
  const input = JSON.stringify({
    model: '</title><img src=x onerror=alert(2)>',
    tokens: texts,
    attentions: [texts.map(() => texts.map(() => 1 / texts.length))],
  });
  const path = await exported(folder, input);
  await page.goto(pathToFileURL(path).href);
  await expect(page.getByTestId('what')).toContainText('</title><img src=x onerror=alert(2)>');
  expect(await page.title()).toBe('</title><img src=x onerror=alert(2)> · Headwater');
  await expect(page.getByRole('button', { name: 'é漢🙂' }).first()).toBeVisible();
});

test('opens as it was told to look', async ({ offlinePage: page, folder }) => {
  const example = await readFile(new URL('../../examples/worked-example.json', import.meta.url));
  const path = await exported(folder, example, [
    '--view',
    'matrix',
    '--method',
    'raw',
    '--layer',
    '2',
  ]);
  await page.goto(pathToFileURL(path).href);
  await expect(page.getByTestId('caption')).toContainText('raw attention in layer 3');
  await expect(page.getByRole('tab', { name: 'Matrix' })).toHaveAttribute('aria-selected', 'true');
});

test('carries formats other than JSON with what reads them', async ({
  offlinePage: page,
  folder,
}) => {
  const values = new Float32Array(2 * 3 * 3).fill(1 / 3);
  const dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3, 3), }";
  const header = `${dictionary.padEnd(117)}\n`;
  const size = Buffer.from([header.length, 0]);
  const head = Buffer.concat([
    Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
    size,
    Buffer.from(header),
  ]);
  const path = await exported(folder, Buffer.concat([head, Buffer.from(values.buffer)]));
  await page.goto(pathToFileURL(path).href);
  await expect(page.getByTestId('what')).toContainText('2 layers · 1 head · 3 tokens');
  await expect(page.getByTestId('caption')).toContainText('rollout after layer 2');
});
