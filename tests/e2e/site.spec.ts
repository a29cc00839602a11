import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { StaticHost } from './static-host';

for (const gzip of [false, true]) {
  test(`the site works below a path of a plain host${gzip ? ' that packs its files' : ''}`, async ({
    page,
  }) => {
    const host = await StaticHost.start({}, gzip);
    host.mount('/some/where/', 'dist/site');
    await page.goto(`${host.origin}/some/where/`);
    await expect(page.getByTestId('what')).toContainText('verb number');
    await page.goto('about:blank');
    await page.goto(`${host.origin}/some/where/#src=examples/worked-example.json`);
    await expect(page.getByTestId('what')).toContainText('worked example');
    expect(host.asked.filter((path) => !path.startsWith('/some/where/'))).toEqual([]);
    await page.close();
    await host.stop();
  });
}

test('the gallery shows its examples and opens them', async ({ page }) => {
  const host = await StaticHost.start();
  host.mount('/hw/', 'dist/site');
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(`${host.origin}/hw/gallery.html`);
  await expect(page.locator('headwater-view figcaption').first()).toContainText('rollout');
  await page.getByRole('link', { name: 'Open Many sentences in the explorer' }).click();
  await expect(page.getByRole('tab', { name: 'Faithfulness' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await expect(page.getByText('mean over 67 samples')).toBeVisible();
  await page.goBack();
  await page.getByRole('link', { name: 'Open Worked example in the explorer' }).click();
  await expect(page.getByTestId('what')).toContainText('worked example');
  expect(complaints).toEqual([]);
  await page.close();
  await host.stop();
});

test('a page of another origin embeds the frame', async ({ page }) => {
  const host = await StaticHost.start();
  const far = await StaticHost.start();
  far.mount('/hw/', 'dist/site');
  const address = `${far.origin}/hw/embed.html#src=examples/worked-example.json&view=sentence&query=fox`;
  host.put('/index.html', { body: `<iframe src="${address}" width="600" height="300"></iframe>` });
  await page.goto(`${host.origin}/index.html`);
  const frame = page.frameLocator('iframe');
  await expect(frame.locator('.sentence')).toContainText('‘fox’');
  await page.close();
  await host.stop();
  await far.stop();
});

test('the page says what it is to those who preview links', async () => {
  const page = await readFile(new URL('../../dist/site/index.html', import.meta.url), 'utf8');
  for (const name of ['og:title', 'og:description', 'og:image']) {
    expect(page).toContain(`property="${name}"`);
  }
});
