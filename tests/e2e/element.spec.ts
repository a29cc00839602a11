import { readdir, readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { test as base, expect, type Page } from '@playwright/test';
import type { LitElement } from 'lit';
import type { HeadwaterViewElement } from '#element/headwater-view/headwater-view-element';
import { uniformFile, workedRollout } from './page';
import { StaticHost } from './static-host';

const built = new URL('../../dist/package/', import.meta.url);

/** As strict as a page can be that runs WebAssembly: nothing inline, nothing from elsewhere. */
const strict =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src 'self'";

const script = '<script type="module" src="/hw/element.js"></script>';
const tag = (attributes: string, inside = '') =>
  `<headwater-view ${attributes}>${inside}</headwater-view>`;
const documentOf = (body: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title>${script}<body>${body}`;

const test = base.extend<{ host: StaticHost; complaints: string[] }>({
  host: async ({ page }, use) => {
    const host = await StaticHost.start();
    host.mount('/hw/', 'dist/package').mount('/examples/', 'examples');
    await use(host);
    await page.close();
    await host.stop();
  },
  complaints: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await use(complaints);
  },
});

async function show(page: Page, host: StaticHost, body: string, csp?: string): Promise<void> {
  const headers = csp === undefined ? {} : { 'content-security-policy': csp };
  host.put('/page.html', { body: documentOf(body), headers });
  await page.goto(`${host.origin}/page.html`);
}

const example = 'src="/examples/worked-example.json"';

test('draws a file in a page with a strict Content-Security-Policy', async ({
  page,
  host,
  complaints,
}) => {
  for (const view of ['matrix', 'overview']) {
    await show(page, host, tag(`${example} view="${view}" alt="worked example"`), strict);
    const element = page.locator('headwater-view');
    await expect(element.locator('figcaption')).toHaveText(
      'rollout after layer 6 · mean of 8 heads, half residual',
    );
    await expect(element.getByRole('figure', { name: 'worked example' })).toBeVisible();
    await element.getByRole('application').hover();
    await expect(element.locator('.reading')).toBeVisible();
  }
  expect(complaints).toEqual([]);
});

test('attributes choose method, heads, residual, discard, layer and position', async ({
  page,
  host,
}) => {
  await show(
    page,
    host,
    tag(`${example} view="sentence" method="rollout" layer="2" query="fox" residual="0.5"`),
  );
  const element = page.locator('headwater-view');
  const own = Math.round((workedRollout(2)[4]?.[4] ?? 0) * 100);
  await expect(element.locator('.sentence')).toContainText(
    `After layer 3, ‘fox’ takes ${own}\u202f% from itself`,
  );
  await element.evaluate((view) => view.setAttribute('method', 'raw'));
  await element.evaluate((view) => view.setAttribute('heads', 'max:0,3'));
  await element.evaluate((view) => view.setAttribute('layer', '-1'));
  await expect(element.locator('figcaption')).toHaveText(
    'raw attention in layer 6 · max of heads 1, 4',
  );
  await element.evaluate((view) => view.setAttribute('method', 'flow'));
  await element.evaluate((view) => view.setAttribute('discard', '0.1 before'));
  await expect(element.locator('figcaption')).toContainText('discarded before the residual');
});

test('says that it is drawn while what is painted is what its attributes ask for', async ({
  page,
  host,
}) => {
  const views = ['matrix', 'sentence', 'layers', 'overview'];
  const far = `<div style="height:3000px"></div>${tag(`${example} id="far"`)}`;
  await show(page, host, views.map((view) => tag(`${example} view="${view}"`)).join('') + far);
  await expect(page.locator('headwater-view[drawn]')).toHaveCount(views.length);
  await expect(page.locator('#far')).not.toHaveAttribute('drawn');
  const blank = await page.evaluate(() => {
    const roots = [...document.querySelectorAll('headwater-view[drawn]')].flatMap((view) =>
      [...(view.shadowRoot?.querySelectorAll('*') ?? [])].map(({ shadowRoot }) => shadowRoot),
    );
    const canvases = roots.flatMap((root) => [...(root?.querySelectorAll('canvas') ?? [])]);
    // Marks are drawn over the cells, and there may be none.
    const painted = canvases.filter(({ className }) => className !== 'marks');
    const isBlank = (canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
        data: [],
      };
      return data.every((part) => part === 0);
    };
    return [painted.length, painted.filter(isBlank).length];
  });
  // Two matrices with their legends, two strips, six layers twice.
  expect(blank).toEqual([18, 0]);
  const first = page.locator('headwater-view').first();
  const gone = await first.evaluate(async (view: HeadwaterViewElement & LitElement) => {
    view.method = 'raw';
    await view.updateComplete;
    return !view.hasAttribute('drawn');
  });
  expect(gone).toBe(true);
  await expect(first).toHaveAttribute('drawn');
  await expect(first.locator('figcaption')).toContainText('raw attention');
  await first.evaluate((view: HeadwaterViewElement) => {
    view.src = '/none.json';
  });
  await expect(first.getByRole('alert')).toBeVisible();
  await expect(first).not.toHaveAttribute('drawn');
});

test('what a reader chooses is told once, what a program sets is not', async ({ page, host }) => {
  await show(page, host, tag(`${example} view="sentence"`));
  const element = page.locator('headwater-view');
  await expect(element.locator('figcaption')).toBeVisible();
  await page.evaluate(() => {
    const told: unknown[] = [];
    Object.assign(window, { told });
    document.body.addEventListener('headwater-select', ({ detail }) => told.push(detail));
    document.body.addEventListener('hw-select', () => told.push('an inner event came out'));
  });
  await element.evaluate((view) => view.setAttribute('query', '1'));
  await expect(element.locator('.sentence')).toContainText('‘The’');
  await element.getByRole('button', { name: 'jumps' }).click();
  await expect(element.locator('.sentence')).toContainText('‘jumps’');
  const told = await page.evaluate(() => (window as unknown as { told: unknown[] }).told);
  expect(told).toEqual([{ queries: [5], layer: 5 }]);
});

test('draws data given in memory, flat or nested, inside the shadow root of others', async ({
  page,
  host,
}) => {
  await show(page, host, '<div id="other"></div>');
  await page.evaluate(() => {
    const root = document.querySelector('#other')?.attachShadow({ mode: 'open' });
    const view = document.createElement('headwater-view');
    const attentions = { values: new Float32Array([1, 0, 0.25, 0.75]), shape: [1, 1, 2, 2] };
    view.data = { tokens: ['a', '</script>'], attentions };
    view.setAttribute('view', 'sentence');
    view.setAttribute('method', 'raw');
    view.setAttribute('query', '1');
    root?.append(view);
  });
  const sentence = page.locator('headwater-view .sentence');
  await expect(sentence).toHaveText(
    'In layer 1, ‘</script>’ takes 75\u202f% from itself and 25\u202f% from ‘a’.',
  );
  await page.locator('headwater-view').evaluate((view: HeadwaterViewElement) => {
    view.data = {
      tokens: ['a', 'b'],
      attentions: [
        [
          [1, 0],
          [0.5, 0.5],
        ],
      ],
    };
  });
  await expect(sentence).toHaveText(
    'In layer 1, ‘b’ takes 50\u202f% from ‘a’ and 50\u202f% from itself.',
  );
});

test('ten lazy views share one worker and one reading, and load nothing before they are near', async ({
  page,
  host,
}) => {
  const views = Array.from({ length: 10 }, () => `<div class="far"></div>${tag(example)}`).join('');
  await show(page, host, `<style>.far{height:3000px}</style>${views}`);
  await page.waitForLoadState('networkidle');
  expect(host.asked.filter((path) => /wasm|worker|examples/.test(path))).toEqual([]);
  await page.locator('headwater-view').first().scrollIntoViewIfNeeded();
  await expect(page.locator('headwater-view').first().locator('figcaption')).toBeVisible();
  await page.locator('headwater-view').last().scrollIntoViewIfNeeded();
  await expect(page.locator('headwater-view').last().locator('figcaption')).toBeVisible();
  expect(page.workers()).toHaveLength(1);
  expect(host.asked.filter((path) => path.startsWith('/examples/'))).toHaveLength(1);
});

test('runs from a folder of another origin', async ({ page, host, complaints }) => {
  const far = await StaticHost.start({ 'access-control-allow-origin': '*' });
  far.mount('/hw/', 'dist/package').put('/a.json', { body: uniformFile(['a', 'b']) });
  const body = `<script type="module" src="${far.origin}/hw/element.js"></script>${tag(`src="${far.origin}/a.json"`)}`;
  host.put('/far.html', { body });
  await page.goto(`${host.origin}/far.html`);
  await expect(page.locator('headwater-view figcaption')).toContainText('rollout after layer 2');
  expect(complaints).toEqual([]);
  await far.stop();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('shows the picture and the words that the page put inside', async ({ page, host }) => {
    const image = '<img src="/p.svg" alt="rollout of a sentence">';
    host.put('/p.svg', { body: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>' });
    await show(page, host, tag(example, image));
    await expect(page.getByAltText('rollout of a sentence')).toBeVisible();
  });
});

const refusals: readonly [string, string, RegExp][] = [
  ['a file that is not there', 'src="/none.json"', /no file at .*none\.json \(404\)/],
  ['a web page in place of data', 'src="/hw.html"', /gives a web page without attention in it/],
  ['a damaged file', 'src="/bad.json"', /line 1/i],
  ['an address that is none', 'src="ftp://x/y"', /no address that can be fetched/],
  ['a method that is none', `${example} method="rolout"`, /raw, rollout, flow/],
  ['a layer that is not there', `${example} layer="6"`, /0 to 5/],
  ['a word that is not there', `${example} query="cat"`, /a token of the text/],
];

for (const [what, attributes, message] of refusals) {
  test(`says what is wrong with ${what}`, async ({ page, host }) => {
    host
      .put('/bad.json', { body: '{"attentions": [[[1, 2' })
      .put('/hw.html', { body: '<!doctype html><p>hi' });
    await show(page, host, tag(attributes, '<img src="/p.svg" alt="poster">'));
    await expect(page.locator('headwater-view').getByRole('alert')).toContainText(message);
    await expect(page.getByAltText('poster')).toBeAttached();
  });
}

test('takes its colours from a page that is dark without saying so, and follows a switch', async ({
  page,
  host,
}) => {
  await show(
    page,
    host,
    `<style>body{background:#102030;color:#fed} body.light{background:#fff;color:#111}</style>${tag(example)}`,
  );
  const caption = page.locator('headwater-view figcaption');
  await expect(caption).toBeVisible();
  const paper = () =>
    page.locator('headwater-view').evaluate((view) => {
      const probe = document.createElement('i');
      probe.style.color = 'var(--hw-paper)';
      view.shadowRoot?.append(probe);
      return getComputedStyle(probe).color;
    });
  expect(await paper()).toBe('rgb(16, 32, 48)');
  await page.evaluate(() => document.body.classList.add('light'));
  await expect.poll(paper).toBe('rgb(255, 255, 255)');
});

test('takes less than 60 KB of packed script before the module', async () => {
  const later = [
    'sentence-and-layers.js',
    'headwater-formats.js',
    'headwater.js',
    'link-source.js',
  ];
  const names = (await readdir(built)).filter(
    (name) => name.endsWith('.js') && !later.includes(name),
  );
  const sizes = await Promise.all(
    names.map(async (name) => gzipSync(await readFile(new URL(name, built)), { level: 9 }).length),
  );
  expect(names).toContain('element.js');
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(60_000);
});
