import { expect, test } from './page';

declare global {
  interface Window {
    shifts: number;
  }
}

test('nothing jumps while the page opens and while controls are used', async ({
  page,
  explorer,
}) => {
  await page.addInitScript(() => {
    window.shifts = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        window.shifts += (entry as PerformanceEntry & { value: number }).value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  // Another fragment alone would not open the page anew.
  await page.goto('about:blank');
  await explorer.start();
  await page.getByRole('radio', { name: 'Raw' }).check({ force: true });
  await expect(explorer.caption).toContainText('raw attention');
  await page.getByRole('slider', { name: 'Layer' }).fill('2');
  await page.getByRole('button', { name: 'Head 3' }).click();
  await expect(explorer.caption).toContainText('head 3');
  await page.getByRole('radio', { name: 'Rollout' }).check({ force: true });
  await page.getByLabel('Residual connection').selectOption('none');
  await expect(explorer.caption).toContainText('no residual');
  // The sentence may take one line more or less; everything else keeps its place.
  expect(await page.evaluate(() => window.shifts)).toBeLessThan(0.02);
  await page.getByLabel('Residual connection').selectOption('average');
  await explorer.show('Flow');
  await expect(page.getByTestId('saturation')).toBeVisible();
  const before = await page.evaluate(() => window.shifts);
  for (const layer of ['6', '5', '3', '1']) {
    await page.getByRole('slider', { name: 'Layer' }).fill(layer);
    await expect(explorer.caption).toContainText(`after layer ${layer}`);
  }
  expect(await page.evaluate(() => window.shifts)).toBeLessThan(before + 0.02);
});
