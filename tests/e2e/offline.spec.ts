import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { uniformFile } from './page';
import { StaticHost } from './static-host';

const built = new URL('../../dist/site/', import.meta.url);

// A browser looks for a newer service worker when it has time to.
const whenever = { timeout: 60_000 };
test.describe.configure({ timeout: 120_000 });

let host: StaticHost;
test.beforeEach(async () => {
  host = await StaticHost.start();
  host.mount('/a/', 'dist/site').mount('/b/', 'dist/site');
});
test.afterEach(async ({ page }) => {
  await page.close();
  await host.stop();
});

/** Opens a site and waits until its service worker answers for it. */
async function visit(page: Page, path: string): Promise<void> {
  await page.goto(`${host.origin}${path}`);
  await expect(page.getByTestId('what')).toContainText('verb number');
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

/** Ends the network, for the browser too. */
async function goOffline(page: Page): Promise<void> {
  await host.stop();
  await page.context().setOffline(true);
}

/** Puts a newer build's service worker there. */
async function publishNewer(path: string): Promise<void> {
  const worker = await readFile(new URL('service-worker.js', built), 'utf8');
  host.put(`${path}service-worker.js`, {
    body: worker.replace(/version = '\w+'/, "version = 'newer'"),
  });
}

/** The caches of all sites of this origin; none while the page is on its way to another. */
function caches(page: Page): Promise<string[]> {
  return page.evaluate(() => window.caches.keys()).catch(() => []);
}

async function versionOf(path: string): Promise<string> {
  const worker = await readFile(new URL('service-worker.js', built), 'utf8');
  return `headwater ${host.origin}${path} ${/version = '(\w+)'/.exec(worker)?.[1]}`;
}

/** The path of everything that any site of this origin keeps. */
function keptPaths(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const names = await window.caches.keys();
    const opened = await Promise.all(names.map((name) => window.caches.open(name)));
    const requests = await Promise.all(opened.map((cache) => cache.keys()));
    return requests.flat().map(({ url }) => url.slice(location.origin.length));
  });
}

test('the site works without a network after the first visit, linked to with a query or not', async ({
  page,
}) => {
  await visit(page, '/a/');
  await goOffline(page);
  await page.reload();
  await expect(page.getByTestId('what')).toContainText('verb number');
  await page.keyboard.press('f');
  await expect(page.getByTestId('caption')).toContainText('attention flow');
  await page.goto('about:blank');
  await page.goto(`${host.origin}/a/?from=mail#v=1&method=flow`);
  await expect(page.getByTestId('caption')).toContainText('attention flow');
});

for (const query of ['', '?of=today']) {
  test(`data beside the site is read as it is now${query === '' ? '' : ', by a query too'}`, async ({
    page,
  }) => {
    const open = async () => {
      await page.goto('about:blank');
      await page.goto(`${host.origin}/a/#src=data.json${query}`);
    };
    await visit(page, '/a/');
    host.put('/a/data.json', { body: uniformFile(['x', 'y']) });
    await open();
    await expect(page.getByTestId('what')).toContainText('2 tokens');
    host.put('/a/data.json', { body: uniformFile(['x', 'y', 'z']) });
    await open();
    await expect(page.getByTestId('what')).toContainText('3 tokens');
    host.remove('/a/data.json');
    await open();
    await expect(page.getByTestId('refused')).toContainText('There is no file at');
    expect((await keptPaths(page)).filter((path) => path.includes('data.json'))).toEqual([]);
  });
}

test('other pages below the site, and its own files by a query, come from the host', async ({
  page,
}) => {
  await visit(page, '/a/');
  host.put('/a/notes.html', { body: 'first' });
  await page.goto(`${host.origin}/a/notes.html`);
  await expect(page.locator('body')).toHaveText('first');
  host.put('/a/notes.html', { body: 'second' });
  await page.goto(`${host.origin}/a/notes.html`);
  await expect(page.locator('body')).toHaveText('second');
  const example = '/a/examples/worked-example.json';
  const times = () => host.asked.filter((path) => path === example).length;
  const read = (query: string) =>
    page.evaluate(async (url) => (await fetch(url)).status, `${example}${query}`);
  expect(await read('')).toBe(200);
  await expect.poll(() => keptPaths(page)).toContain(example);
  expect([await read(''), times()]).toEqual([200, 1]);
  expect([await read('?anew'), times()]).toEqual([200, 2]);
  expect([await read('?anew'), times()]).toEqual([200, 3]);
});

test('two sites of one origin leave each other alone', async ({ page }) => {
  await visit(page, '/a/');
  await visit(page, '/b/');
  const [first, second] = [await versionOf('/a/'), await versionOf('/b/')];
  expect((await caches(page)).sort()).toEqual([first, second]);
  await publishNewer('/a/');
  await visit(page, '/a/');
  await page.getByRole('button', { name: 'Reload' }).click(whenever);
  const newer = `headwater ${host.origin}/a/ newer`;
  await expect.poll(async () => (await caches(page)).sort()).toEqual([newer, second]);
  await expect(page.getByTestId('what')).toContainText('verb number');
  await goOffline(page);
  for (const path of ['/a/', '/b/']) {
    await page.goto('about:blank');
    await page.goto(`${host.origin}${path}`);
    await expect(page.getByTestId('what')).toContainText('verb number');
  }
});

test('a newer version is offered, and taken when the reader wants it', async ({ page }) => {
  await visit(page, '/a/');
  const old = await versionOf('/a/');
  await publishNewer('/a/');
  const notice = page.getByText('A newer Headwater is ready.');
  for (let round = 0; round < 2; round += 1) {
    await page.reload();
    await expect(notice).toBeVisible(whenever);
    expect(await caches(page)).toContain(old);
  }
  await page.getByRole('button', { name: 'Reload' }).click(whenever);
  await expect(notice).toBeHidden();
  await expect.poll(() => caches(page)).toEqual([`headwater ${host.origin}/a/ newer`]);
});

test('a newer version that another tab has taken is taken here by the same button', async ({
  page,
  context,
}) => {
  await visit(page, '/a/');
  await publishNewer('/a/');
  await page.reload();
  await expect(page.getByText('A newer Headwater is ready.')).toBeVisible(whenever);
  const other = await context.newPage();
  await other.goto(`${host.origin}/a/`);
  await other.getByRole('button', { name: 'Reload' }).click(whenever);
  await expect.poll(() => caches(page)).toEqual([`headwater ${host.origin}/a/ newer`]);
  await page.getByRole('button', { name: 'Reload' }).click(whenever);
  await expect(page.getByText('A newer Headwater is ready.')).toBeHidden();
});

test('what cannot be kept is given out all the same', async ({ page, context }) => {
  await visit(page, '/a/');
  const example = '/a/examples/worked-example.json';
  const session = await context.newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: host.origin, quotaSize: 1 });
  const read = () =>
    page.evaluate(async (url) => Object.keys(await (await fetch(url)).json()), example);
  expect(await read()).toContain('attentions');
  expect(await read()).toContain('attentions');
  expect(host.asked.filter((path) => path === example)).toHaveLength(2);
  expect(await keptPaths(page)).not.toContain(example);
});
