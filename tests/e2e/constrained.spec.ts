import { expect, test } from '@playwright/test';
import { StaticHost } from './static-host';

/** Pages that do not let everything run: what can work works, what cannot says why. */
const anybody = { 'access-control-allow-origin': '*' };
const element = `<!doctype html><title>t</title><script type="module" src="/hw/element.js"></script>
  <headwater-view src="/examples/worked-example.json" alt="t"></headwater-view>`;

for (const [what, headers] of [
  ['a host that sends scripts to anybody', anybody],
  ['any other host', {}],
] as const) {
  test(`the frame in a sandbox of no origin says what it lacks, on ${what}`, async ({ page }) => {
    const host = await StaticHost.start(headers);
    host.mount('/hw/', 'dist/site');
    const address = '/hw/embed.html#src=examples/worked-example.json';
    host.put('/index.html', { body: `<iframe sandbox="allow-scripts" src="${address}"></iframe>` });
    await page.goto(`${host.origin}/index.html`);
    const alert = page.frameLocator('iframe').getByRole('alert');
    await expect(alert).toContainText('allow-same-origin');
    await page.close();
    await host.stop();
  });
}

test('the element in a sandbox of no origin says what it lacks', async ({ page }) => {
  const host = await StaticHost.start(anybody);
  host.mount('/hw/', 'dist/package').mount('/examples/', 'examples');
  host.put('/page.html', { body: element });
  host.put('/index.html', { body: '<iframe sandbox="allow-scripts" src="/page.html"></iframe>' });
  await page.goto(`${host.origin}/index.html`);
  const alert = page.frameLocator('iframe').locator('headwater-view').getByRole('alert');
  await expect(alert).toContainText('allow-same-origin');
  await page.close();
  await host.stop();
});

const trusted = "require-trusted-types-for 'script'";
const policies: readonly [string, string, string][] = [
  ['Trusted Types', trusted, 'figcaption'],
  ['Trusted Types of named policies', `${trusted}; trusted-types lit-html headwater`, 'figcaption'],
  ['Trusted Types without our policy', `${trusted}; trusted-types lit-html`, '[role=alert]'],
  ['no workers', "worker-src 'none'", '[role=alert]'],
];

for (const [what, policy, shown] of policies) {
  test(`the element in a page with ${what} ${shown === 'figcaption' ? 'draws' : 'says why it does not'}`, async ({
    page,
  }) => {
    const host = await StaticHost.start();
    host.mount('/hw/', 'dist/package').mount('/examples/', 'examples');
    host.put('/page.html', { body: element, headers: { 'content-security-policy': policy } });
    await page.goto(`${host.origin}/page.html`);
    const words = shown === 'figcaption' ? 'rollout after layer 6' : 'worker';
    await expect(page.locator('headwater-view').locator(shown)).toContainText(words);
    await page.close();
    await host.stop();
  });
}

test('the explorer says that it needs workers where there are none', async ({ page, baseURL }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'Worker'));
  await page.goto(`${baseURL}/`);
  await expect(page.getByTestId('refused')).toContainText('cannot start a worker');
});
