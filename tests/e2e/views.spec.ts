import { fileOf, randomAttention } from './generated';
import { drawn, expect, test, workedRollout } from './page';
import { longestTasks } from './tasks';

const tokens = ['[CLS]', 'The', 'quick', 'brown', 'fox', 'jumps', 'over', '[SEP]'];

test('the text is coloured by each method, and a click on a word chooses it', async ({
  explorer,
  page,
}) => {
  await page.getByRole('tab', { name: 'Text' }).click();
  const rollout = page.getByRole('toolbar', { name: 'Rollout after layer 6' });
  await expect(page.getByRole('toolbar', { name: 'Raw in layer 6' })).toBeVisible();
  await expect(page.getByRole('toolbar', { name: 'Flow after layer 6' })).toBeVisible();
  await rollout.getByRole('button', { name: /^fox/ }).click();
  await expect(explorer.sentence).toContainText('‘fox’ takes');
  const shares = workedRollout(5)[4] ?? [];
  for (const [key, token] of tokens.entries()) {
    const name = await rollout.getByRole('button').nth(key).getAttribute('aria-label');
    expect(name).toMatch(new RegExp(`^${token.replace(/[[\]]/g, '\\$&')}: `));
    expect(Number.parseFloat(name?.split(': ')[1] ?? '')).toBeCloseTo(
      100 * (shares[key] ?? 0),
      -0.3,
    );
  }
  await rollout.getByRole('button', { name: /^fox/ }).press('ArrowRight');
  await expect(explorer.sentence).toContainText('‘jumps’ takes');
});

test('several words are averaged or summed', async ({ explorer, page }) => {
  await explorer.token('fox').click();
  await explorer.token('jumps').click({ modifiers: ['Shift'] });
  await expect(page.getByTestId('together')).toContainText('2 positions, averaged');
  await page.getByRole('button', { name: 'sum them' }).click();
  await page.getByRole('tab', { name: 'Numbers' }).click();
  const rollout = workedRollout(5);
  const row = page.locator('hw-numbers-table tbody tr').first().locator('td');
  await expect(row).toHaveCount(4);
  const cells = await row.allTextContents();
  const wanted = (rollout[4]?.[0] ?? 0) + (rollout[5]?.[0] ?? 0);
  expect(Number(cells[2])).toBeCloseTo(wanted, 2);
});

test('the numbers are sorted by their heads, pinned by a click, and copied', async ({
  explorer,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await explorer.token('fox').click();
  await page.getByRole('tab', { name: 'Numbers' }).click();
  const table = page.getByRole('table');
  const first = table.getByRole('rowheader').first();
  await table.getByRole('button', { name: 'Rollout' }).click();
  await expect(table.getByRole('columnheader', { name: 'Rollout' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await expect(first).toHaveText('fox');
  await first.getByRole('button').press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.locator('hw-selected-panel .pair')).toContainText('fox ←');
  await page.getByRole('button', { name: 'Copy as CSV' }).click();
  await expect(page.getByText('Copied 8 rows')).toBeVisible();
  const [head, best] = (await page.evaluate(() => navigator.clipboard.readText())).split('\r\n');
  expect(head).toBe('position,token,raw,rollout,flow');
  const [position, token, , rollout] = best?.split(',') ?? [];
  expect([position, token]).toEqual(['4', 'fox']);
  expect(Number(rollout)).toBeCloseTo(workedRollout(5)[4]?.[4] ?? 0, 6);
});

test('lines over the layers follow chosen words and their sum; a click takes the layer', async ({
  explorer,
  page,
}) => {
  await page.getByRole('tab', { name: 'Layers' }).click();
  const lines = page.locator('hw-layer-lines');
  await expect(lines.locator('g path')).toHaveCount(5);
  await page.getByRole('group', { name: 'Tokens to follow' }).getByRole('button').last().click();
  await expect(lines.locator('g path')).toHaveCount(7);
  await expect(lines.getByText('their sum')).toBeVisible();
  await drawn(lines);
  const box = await lines.boundingBox();
  await page.mouse.click((box?.x ?? 0) + 50, (box?.y ?? 0) + 60);
  await expect(explorer.sentence).toContainText('After layer 1,');
  await page.keyboard.press(']');
  await expect(explorer.sentence).toContainText('After layer 2,');
});

test('the matrix shows what rows and columns add up to', async ({ explorer, page }) => {
  await explorer.token('fox').click();
  await page.getByRole('tab', { name: 'Matrix' }).click();
  const columns = workedRollout(5).reduce(
    (sums, row) => sums.map((sum, key) => sum + (row[key] ?? 0)),
    tokens.map(() => 0),
  );
  const said = await page.getByTestId('sums').textContent();
  expect(said).toContain('at most 1, and of columns');
  expect(Number(/columns, at most\s+([\d.]+)/.exec(said ?? '')?.[1])).toBeCloseTo(
    Math.max(...columns),
    2,
  );
});

test('scales colour differently and say so in the legend', async ({ explorer, page }) => {
  const pictures = new Set([await explorer.pixels()]);
  const words = { log: 'logarithmic', rank: 'by rank', row: 'each row by its own' };
  for (const [kind, said] of Object.entries(words)) {
    await page.getByLabel('Scale', { exact: true }).selectOption(kind);
    await expect(page.locator('hw-legend')).toContainText(said);
    pictures.add(await explorer.pixels());
  }
  expect(pictures.size).toBe(4);
});

test('the first token is left out with the mass it holds, and shown again', async ({
  explorer,
  page,
}) => {
  await explorer.token('brown').click();
  await page.getByLabel('First token', { exact: true }).selectOption('left-out');
  const line = page.getByTestId('filter');
  const row = workedRollout(5)[3] ?? [];
  await expect(line).toContainText(`${Math.round(100 * (row[0] ?? 0))}`);
  await expect(line).toContainText('of what ‘brown’ takes');
  await page.getByRole('button', { name: 'Show it' }).click();
  await expect(line).toBeHidden();
});

test('a causal model is set against uniform attention, what it cannot see is hatched', async ({
  explorer,
  page,
}) => {
  const uniform = Array.from({ length: 6 }, (_, query) =>
    Array.from({ length: 6 }, (_, key) => (key <= query ? 1 / (query + 1) : 0)),
  );
  await explorer.openFile('causal.json', fileOf([[uniform], [uniform], [uniform]]));
  await page.getByLabel('First token', { exact: true }).selectOption('ratio');
  await expect(page.getByTestId('filter')).toContainText('Values are ratios');
  await page.getByRole('tab', { name: 'Numbers' }).click();
  // Uniform attention set against itself is 1 wherever something can be seen.
  const rollout = page.locator('hw-numbers-table tbody td:nth-child(4)');
  await expect(rollout).toHaveText(['1', '1', '1', '1', '1', '1']);
});

test('pointing never holds the page up for longer than a frame', async ({ explorer, page }) => {
  await explorer.openFile(
    'large.json',
    fileOf(randomAttention({ layers: 3, heads: 1, tokens: 256 }, 5)),
  );
  await expect(page.getByTestId('what')).toContainText('256 tokens');
  await expect(page.locator('.canvas.dimmed')).toHaveCount(0);
  await drawn(page.locator('hw-matrix'));
  const box = await explorer.matrix.boundingBox();
  const { x, y, width, height } = box ?? { x: 0, y: 0, width: 0, height: 0 };
  const tasks = await longestTasks(page, async () => {
    for (let step = 0; step < 60; step++) {
      await page.mouse.move(x + width * (0.3 + step / 100), y + height * 0.6);
    }
  });
  // A task is a move with what follows from it, or the drawing of a frame.
  expect(tasks[3]).toBeLessThan(16);
});

test.describe('without the copies kept for later', () => {
  test.use({ serviceWorkers: 'block' });

  test('a view that cannot be fetched says so, and comes when it is chosen again', async ({
    page,
  }) => {
    await page.goto('/');
    const chunk = /heads-view-.*\.js$/;
    await page.route(chunk, (route) => route.abort());
    await page.getByRole('tab', { name: 'Heads' }).click();
    await expect(page.getByRole('alert')).toContainText('The Heads view could not be fetched');
    await page.unroute(chunk);
    await page.getByRole('tab', { name: 'Overview' }).click();
    await page.getByRole('tab', { name: 'Heads' }).click();
    await expect(page.locator('hw-head-grid')).toBeVisible();
  });
});
