import { expect, test } from './page';

test('a reload shows what was shown before', async ({ page, explorer }) => {
  await page.getByRole('tab', { name: 'Matrix' }).click();
  await page.getByRole('slider', { name: 'Layer' }).fill('3');
  await page.getByLabel('Colour map').selectOption('magma');
  await expect(page).toHaveURL(/#v=1&src=\S+&view=matrix&layer=2&map=magma$/);
  await page.reload();
  await expect(page.getByRole('tab', { name: 'Matrix', selected: true })).toBeVisible();
  await expect(explorer.caption).toContainText('after layer 3');
  await expect(page.getByLabel('Colour map')).toHaveValue('magma');
});

test('another fragment in the address is followed, and undone by z', async ({ page, explorer }) => {
  await page.evaluate(() => {
    location.hash = '#v=1&src=examples/worked-example.json&method=flow&layer=1&queries=3&key=2';
  });
  await expect(explorer.caption).toContainText('attention flow after layer 2');
  await expect(page.locator('hw-selected-panel')).toContainText('Pinned pair');
  await page.keyboard.press('z');
  await expect(explorer.caption).toContainText('rollout after layer 6');
});

test('a link of a newer page says so and leaves the picture alone', async ({ page, explorer }) => {
  await page.evaluate(() => {
    location.hash = '#v=7&layer=1';
  });
  await expect(page.getByTestId('link-message')).toContainText('newer Headwater');
  await expect(explorer.caption).toContainText('rollout after layer 6');
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByTestId('link-message')).toBeHidden();
});
