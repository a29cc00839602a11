import type { Page } from '@playwright/test';
import { fileOf, randomAttention } from './generated';
import { drawn, expect, test } from './page';

const shape = { layers: 3, heads: 4, tokens: 6 };
const attentions = randomAttention(shape, 5);

test.beforeEach(async ({ explorer, page }) => {
  await explorer.openFile('heads.json', fileOf(attentions));
  await expect(page.getByTestId('what')).toContainText('4 heads');
  await page.getByRole('tab', { name: 'Heads' }).click();
  await expect(page.locator('hw-head-grid canvas')).toBeVisible();
  await drawn(page.locator('hw-head-grid'));
});

/** The middle of a thumbnail on the screen; labels take 26 pixels on the left and 20 above. */
async function thumbnail(page: Page, layer: number, head: number) {
  const box = await page.locator('hw-head-grid .grid').boundingBox();
  if (box === null) throw new Error('no thumbnails');
  const step = (box.width - 26) / shape.heads;
  return { x: box.x + 26 + (head + 0.5) * step, y: box.y + 20 + (layer + 0.5) * step };
}

test('a click takes a head and its layer, a second one brings all heads back', async ({
  explorer,
  page,
}) => {
  const place = await thumbnail(page, 1, 2);
  await page.mouse.click(place.x, place.y);
  await expect(explorer.caption).toContainText('after layer 2 · head 3, half residual');
  await page.mouse.click(place.x, place.y);
  await expect(explorer.caption).toContainText('after layer 2 · mean of 4 heads');
  await page.locator('body').press('z');
  await expect(explorer.caption).toContainText('head 3');
});

test('shift-click leaves a head out', async ({ explorer, page }) => {
  const place = await thumbnail(page, 0, 1);
  await page.keyboard.down('Shift');
  await page.mouse.click(place.x, place.y);
  await page.keyboard.up('Shift');
  await expect(explorer.caption).toContainText('mean of heads 1, 3, 4');
});

test('pointing at a head tells its largest weight', async ({ page }) => {
  const place = await thumbnail(page, 2, 3);
  await page.mouse.move(place.x, place.y);
  const largest = Math.max(...(attentions[2]?.[3] ?? []).flat());
  await expect(page.locator('hw-head-grid .reading')).toHaveText(
    `layer 3, head 4: largest weight ${Number(largest.toPrecision(3))}`,
  );
});

test('arrows move over the heads, Enter takes one, Shift and Enter leaves it out', async ({
  explorer,
  page,
}) => {
  await page.locator('hw-head-grid .grid').focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  const spoken = page.locator('hw-head-grid [role=status]');
  await expect(spoken).toContainText('layer 2, head 2: largest weight');
  await page.keyboard.press('Shift+Enter');
  await expect(explorer.caption).toContainText('mean of heads 1, 3, 4');
  await expect(spoken).toContainText('left out');
  await page.keyboard.press('Enter');
  await expect(explorer.caption).toContainText('after layer 2 · head 2, half residual');
});

test('a head is multiplied with itself or stands on all heads below', async ({
  explorer,
  page,
}) => {
  const place = await thumbnail(page, 1, 0);
  await page.mouse.click(place.x, place.y);
  const matrices = attentions.map((heads) =>
    heads.map((rows) => rows.map((row, i) => row.map((w, j) => 0.5 * w + (i === j ? 0.5 : 0)))),
  );
  const mean = (matrices[0]?.[0] ?? []).map((row, i) =>
    row.map((_, j) => (matrices[0] ?? []).reduce((sum, head) => sum + (head[i]?.[j] ?? 0) / 4, 0)),
  );
  const product = (below: readonly (readonly number[])[] | undefined) =>
    (matrices[1]?.[0]?.[2] ?? []).reduce((sum, w, k) => sum + w * (below?.[k]?.[5] ?? 0), 0);
  const same = await explorer.readPair('rollout', 2, 5, shape.tokens);
  expect(same).toBeCloseTo(product(matrices[0]?.[0]), 3);
  await page.getByRole('radio', { name: 'All heads below' }).check({ force: true });
  await expect(explorer.caption).toContainText('head 1 on all heads below');
  const fused = await explorer.readPair('rollout', 2, 5, shape.tokens);
  expect(fused).toBeCloseTo(product(mean), 3);
});
