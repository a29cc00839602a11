import { expect, test, uniformFile, workedRollout } from './page';

test('opens with a sentence whose attractor misleads raw attention, not rollout', async ({
  explorer,
  page,
}) => {
  await page.goto('about:blank');
  await page.goto('/');
  await expect(page.getByTestId('what')).toContainText('verb number');
  await expect(explorer.sentence).toContainText('[MASK]');
  await explorer.show('Raw');
  await expect(explorer.sentence).toContainText(/takes .* from ‘river’/);
  await explorer.show('Rollout');
  await expect(explorer.sentence).toContainText(/takes \d+\s% from ‘pilots’/);
});

test('opens a worked example that can be checked by hand', async ({ explorer, page }) => {
  await expect(page.getByTestId('what')).toContainText('6 layers · 8 heads · 8 tokens');
  await expect(explorer.caption).toHaveText(
    'rollout after layer 6 · mean of 8 heads, half residual',
  );
  await expect(explorer.token('quick')).toBeVisible();
  await expect(page.getByRole('button', { name: /^layer \d$/ })).toHaveCount(6);
});

test('reads the value of a cell as the definition gives it', async ({ explorer, page }) => {
  const point = await explorer.cell(4, 2, 8);
  await page.mouse.move(point.x, point.y);
  const reading = page.locator('hw-matrix .reading');
  await expect(reading).toContainText('fox ← quick');
  const expected = workedRollout(5)[4]?.[2] ?? Number.NaN;
  const shown = await reading.locator('dd.current').textContent();
  expect(Number(shown)).toBeCloseTo(expected, 3);
});

test('pins a cell by a click, lets it go with Escape', async ({ explorer, page }) => {
  const point = await explorer.cell(4, 2, 8);
  await page.mouse.click(point.x, point.y);
  const panel = page.locator('hw-selected-panel');
  await expect(panel).toContainText('Pinned pair');
  await expect(panel.locator('.pair')).toHaveText('fox ← quick');
  await page.keyboard.press('Escape');
  await expect(panel).not.toContainText('Pinned pair');
});

test('a click on a word shows where it comes from', async ({ explorer }) => {
  await explorer.token('jumps').click();
  await expect(explorer.sentence).toContainText('‘jumps’ takes');
  const row = workedRollout(5)[5] ?? [];
  const own = Math.round((row[5] ?? 0) * 100);
  await expect(explorer.sentence).toContainText(`${own}\u202f% from itself`);
  await expect(explorer.token('jumps')).toHaveAttribute('aria-pressed', 'true');
});

test('a dropped file opens', async ({ explorer, page }) => {
  await explorer.dropFile('dropped.json', uniformFile(['a', 'b', 'c']));
  await expect(page.getByTestId('what')).toContainText('2 layers · 2 heads · 3 tokens');
  // Rows of 1/3 with half the identity, twice: 1/4 of the identity and 3/4 of 1/3.
  await expect(explorer.sentence).toContainText(
    '‘b’ takes 50\u202f% from itself, 25\u202f% from ‘a’',
  );
});

test('the whole window answers to a file held over it', async ({ explorer, page }) => {
  expect(explorer.page).toBe(page);
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['{}'], 'x.json'));
    document.body.dispatchEvent(new DragEvent('dragenter', { dataTransfer, bubbles: true }));
  });
  await expect(page.getByText('Drop to open')).toBeVisible();
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['{}'], 'x.json'));
    document.body.dispatchEvent(new DragEvent('dragleave', { dataTransfer, bubbles: true }));
  });
  await expect(page.getByText('Drop to open')).toBeHidden();
});

test('pasted JSON opens', async ({ explorer, page }) => {
  expect(explorer.page).toBe(page);
  await page.evaluate(
    (text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      window.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    },
    uniformFile(['x', 'y']),
  );
  await expect(page.getByTestId('what')).toContainText('2 tokens');
});

test('a bad file says what is wrong and keeps the picture', async ({ explorer, page }) => {
  const before = await explorer.pixels();
  await explorer.openFile('bad.json', '{"tokens": ["a", "b"], "attentions": [[[0.5, 0.5], [1]]]}');
  const refused = page.getByTestId('refused');
  await expect(refused).toContainText('bad.json could not be opened');
  await expect(refused).toContainText('What was open before is still open.');
  await expect(page.getByTestId('what')).toContainText('8 tokens');
  expect(await explorer.pixels()).toBe(before);
  await page.keyboard.press('Escape');
  await expect(refused).toBeHidden();
});

test('cross attention is shown raw, and the reason why rollout is not', async ({
  explorer,
  page,
}) => {
  const attentions = [
    [
      [
        [0.5, 0.25, 0.25],
        [0.2, 0.3, 0.5],
      ],
    ],
  ];
  const file = { tokens: ['x', 'y', 'z'], query_tokens: ['a', 'b'], attentions };
  await explorer.openFile('cross.json', JSON.stringify(file));
  await expect(page.getByTestId('refusal')).toContainText('2 queries by 3 keys');
  await expect(page.getByRole('radio', { name: 'Rollout' })).toBeDisabled();
  await expect(explorer.caption).toContainText('raw attention');
});

test('padding is offered to be cropped', async ({ explorer, page }) => {
  const row = [0.5, 0.5, 0, 0];
  const file = { tokens: ['a', 'b', '[PAD]', '[PAD]'], attentions: [[[row, row, row, row]]] };
  await explorer.openFile('padded.json', JSON.stringify(file));
  await page.getByRole('button', { name: /Crop 2 padding tokens/ }).click();
  await expect(page.getByTestId('what')).toContainText('2 tokens');
  await page.getByRole('checkbox', { name: 'Crop padding' }).uncheck();
  await expect(page.getByTestId('what')).toContainText('4 tokens');
});

test('rows that do not sum to 1 are said and mended', async ({ explorer, page }) => {
  const file = {
    tokens: ['a', 'b'],
    attentions: [
      [
        [
          [0.5, 0.3],
          [0.2, 0.6],
        ],
      ],
    ],
  };
  await explorer.openFile('rows.json', JSON.stringify(file));
  await expect(page.getByTestId('notice')).toBeVisible();
  await page.getByRole('button', { name: 'Make rows sum to 1' }).click();
  await page.getByRole('radio', { name: 'Raw' }).check({ force: true });
  await expect(explorer.sentence).toContainText('%');
});

test('an item of a batch is picked', async ({ explorer, page }) => {
  const even = [
    [0.5, 0.5],
    [0.5, 0.5],
  ];
  const own = [
    [1, 0],
    [0, 1],
  ];
  await explorer.openFile('batch.json', JSON.stringify({ attentions: [[[even], [own]]] }));
  await page.getByRole('radio', { name: 'Raw' }).check({ force: true });
  await expect(explorer.sentence).toContainText('50\u202f%');
  await page.getByRole('spinbutton', { name: 'Batch item' }).fill('2');
  await page.getByRole('spinbutton', { name: 'Batch item' }).press('Enter');
  await expect(explorer.sentence).toContainText('100\u202f% from itself');
});
