import { fileOf, randomAttention } from './generated';
import { expect, test, workedRollout } from './page';

test.beforeEach(async ({ explorer, page }) => {
  expect(explorer.page).toBe(page);
  await page.getByRole('tab', { name: 'Compare' }).click();
  await expect(page.getByTestId('difference')).toBeVisible();
});

test('raw, rollout and flow stand on one scale, and two are subtracted', async ({
  explorer,
  page,
}) => {
  await expect(page.locator('.side')).toHaveCount(3);
  await expect(page.locator('.side hw-matrix')).toHaveCount(3);
  await expect(page.locator('.scale-line').first()).toContainText('one scale for all');
  await page.getByLabel('What is taken', { exact: true }).selectOption('Raw');
  await page.getByLabel('What is taken off').selectOption('Rollout');
  await expect(page.getByTestId('difference')).toContainText(
    /^Most at ‘.+’ ← ‘.+’: [\d.]+ (more|less)/,
  );
  await page.getByLabel('What is taken off').selectOption('Raw');
  await expect(page.getByTestId('difference')).toHaveText('Both are the same in every cell.');
  await page.locator('body').press('z');
  await expect(page.getByTestId('difference')).toContainText('Most at');
  expect(explorer.page).toBe(page);
});

test('four discard ratios, the first of them that of no discard', async ({ explorer, page }) => {
  await page.getByRole('radio', { name: 'Discard' }).check({ force: true });
  await expect(page.locator('.side hw-matrix')).toHaveCount(4);
  const point = await explorer.cell(3, 0, 8);
  await page.mouse.move(point.x, point.y);
  const reading = page.locator('.side hw-matrix').first().locator('.reading');
  await expect(reading).toContainText('brown ← [CLS]');
  const values = await reading.locator('dd').allTextContents();
  expect(values).toHaveLength(4);
  expect(Number(values[0])).toBeCloseTo(workedRollout(5)[3]?.[0] ?? 0, 3);
  await expect(page.locator('.difference hw-matrix .reading')).toContainText('difference');
});

test('a cell pinned in one is pinned in all, by mouse and by keyboard', async ({
  explorer,
  page,
}) => {
  await page.getByRole('radio', { name: 'Head fusion' }).check({ force: true });
  const point = await explorer.cell(4, 1, 8);
  await page.mouse.click(point.x, point.y);
  const pair = page.locator('hw-selected-panel .pair');
  await expect(pair).toHaveText('fox ← The');
  await page.locator('.difference hw-matrix').getByRole('application').focus();
  await page.keyboard.press('ArrowUp');
  await expect(pair).toHaveText('brown ← The');
  await expect(page.locator('.side hw-matrix').first().getByRole('status')).toHaveText(
    /^brown from The: mean of heads 0\.\d+, max of heads 0\.\d+, min of heads 0\.\d+$/,
  );
});

test('c shows the comparison and h the heads', async ({ page }) => {
  await page.locator('body').press('h');
  await expect(page.getByRole('tab', { name: 'Heads' })).toHaveAttribute('aria-selected', 'true');
  await page.locator('body').press('c');
  await expect(page.getByRole('tab', { name: 'Compare' })).toHaveAttribute('aria-selected', 'true');
});

test('the presets of the literature by name', async ({ page }) => {
  await page.getByRole('radio', { name: 'Presets' }).check({ force: true });
  await expect(page.locator('.side h3')).toHaveText([
    'Abnar & Zuidema',
    'Tutorial, 10 % off',
    'Augmented, W + I',
    'Recurrent residual',
    'No residual',
    'vit-explain, corrected',
  ]);
  await expect(page.locator('.side hw-matrix')).toHaveCount(6);
});

test('a second file of the same tokens stands beside the first; another is refused', async ({
  explorer,
  page,
}) => {
  const shape = { layers: 2, heads: 2, tokens: 5 };
  const one = randomAttention(shape, 1);
  const other = randomAttention(shape, 2);
  await explorer.openFile('one.json', fileOf(one));
  await expect(page.getByTestId('what')).toContainText('5 tokens');
  await page.getByRole('radio', { name: 'Raw' }).check({ force: true });
  await page.getByRole('radio', { name: 'Two files' }).check({ force: true });
  const pick = (name: string, text: string) =>
    page.getByLabel('Open a second file', { exact: true }).setInputFiles({
      name,
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    });
  await pick('short.json', fileOf(randomAttention({ ...shape, tokens: 4 }, 3)));
  await expect(page.getByTestId('second-message')).toContainText('short.json has 4 tokens');
  await pick('two.json', fileOf(other));
  await expect(page.locator('.side h3')).toHaveText(['one.json', 'two.json']);
  await expect(page.getByTestId('second-message')).toHaveCount(0);
  const mean = (weights: number[][][][], query: number, key: number) =>
    (weights[1] ?? []).reduce((sum, head) => sum + (head[query]?.[key] ?? 0), 0) / shape.heads;
  let largest = 0;
  for (let query = 0; query < 5; query++) {
    for (let key = 0; key < 5; key++) {
      largest = Math.max(largest, Math.abs(mean(one, query, key) - mean(other, query, key)));
    }
  }
  const words = await page.getByTestId('difference').textContent();
  expect(Number(words?.match(/: ([\d.]+) (more|less)/)?.[1])).toBeCloseTo(largest, 3);
  await expect(page).toHaveURL(/beside=two\.json/);
  await page.keyboard.press('Control+z');
  await expect(page.locator('.side h3')).toHaveText(['one.json']);
  await page.keyboard.press('Control+Shift+Z');
  await expect(page.locator('.side h3')).toHaveText(['one.json', 'two.json']);
});
