import { expect, test } from './page';

test('the method switch shows the raw weights of a layer', async ({ explorer, page }) => {
  const before = await explorer.pixels();
  await page.getByRole('radio', { name: 'Raw' }).check({ force: true });
  await expect(explorer.caption).toHaveText('raw attention in layer 6 · mean of 8 heads');
  expect(await explorer.pixels()).not.toBe(before);
});

test('the layer slider, the brackets and the panels show another layer', async ({
  explorer,
  page,
}) => {
  await page.getByRole('slider', { name: 'Layer' }).fill('2');
  await expect(explorer.caption).toContainText('after layer 2');
  await page.keyboard.press(']');
  await expect(explorer.caption).toContainText('after layer 3');
  await page.getByRole('button', { name: 'layer 1' }).click();
  await expect(explorer.caption).toContainText('after layer 1');
});

test('playing steps through the layers until it is stopped', async ({ explorer, page }) => {
  await page.getByRole('button', { name: 'Play the layers' }).click();
  // Layer 1 is shown at once; the later ones come and go while the test looks now and then.
  await expect(explorer.caption).toContainText(/after layer [2-5]/);
  await page.getByRole('button', { name: 'Stop playing' }).click();
  await expect(page.getByRole('button', { name: 'Play the layers' })).toBeVisible();
});

test('heads are fused by mean, max or min, all or some of them', async ({ explorer, page }) => {
  await page.getByRole('radio', { name: 'Max' }).check({ force: true });
  await expect(explorer.caption).toContainText('max of 8 heads');
  await page.getByRole('button', { name: 'Head 3' }).click();
  await expect(explorer.caption).toContainText('head 3');
  await page.getByRole('button', { name: 'Head 1' }).click();
  await expect(explorer.caption).toContainText('max of heads 1, 3');
});

test('every residual changes the picture and its caption', async ({ explorer, page }) => {
  const residual = page.getByLabel('Residual connection');
  const pictures = new Set([await explorer.pixels()]);
  for (const [kind, words] of [
    ['add', 'residual added'],
    ['recurrent', 'recurrent residual'],
    ['none', 'no residual'],
  ] as const) {
    await residual.selectOption(kind);
    await expect(explorer.caption).toContainText(words);
    pictures.add(await explorer.pixels());
  }
  // The picture of `add` is that of the average times 2^layers: the same colours.
  expect(pictures.size).toBeGreaterThanOrEqual(3);
  await residual.selectOption('average');
  await page.getByRole('slider', { name: 'Share of the residual' }).fill('0.2');
  await expect(explorer.caption).toContainText('residual 0.2');
});

test('weights are discarded after or before the residual', async ({ explorer, page }) => {
  const order = page.getByLabel('When weights are discarded');
  await expect(order).toBeDisabled();
  await page.getByRole('slider', { name: 'smallest weights' }).fill('0.5');
  await expect(explorer.caption).toContainText('smallest 50\u202f% discarded');
  await order.selectOption('before');
  await expect(explorer.caption).toContainText('discarded before the residual');
});

test('presets set everything at once and are recognised', async ({ explorer, page }) => {
  const preset = page.getByLabel('Preset');
  await preset.selectOption('vit-explain');
  await expect(explorer.caption).toContainText('max of 8 heads, half residual, smallest 90');
  await page.getByRole('slider', { name: 'smallest weights' }).fill('0.5');
  await expect(preset).toHaveValue('');
});

test('the rollout can start above the first layer', async ({ explorer, page }) => {
  await page.getByLabel('First layer of the rollout').selectOption('3');
  await expect(explorer.caption).toContainText('from layer 4');
  await expect(page.getByRole('button', { name: /^layer \d$/ })).toHaveCount(3);
});

test('colours change with the map; the range can be clamped and set free', async ({
  explorer,
  page,
}) => {
  const before = await explorer.pixels();
  await page.getByLabel('Colour map').selectOption('magma');
  await expect.poll(() => explorer.pixels()).not.toBe(before);
  const top = page.getByRole('slider', { name: 'Highest value of the colours' });
  await top.focus();
  await page.keyboard.press('PageDown');
  await expect(page.locator('hw-legend')).toContainText('colours 0 to');
  await page.getByRole('button', { name: 'show all' }).click();
  await expect(page.locator('hw-legend')).not.toContainText('colours 0 to');
});

test('z and Z undo and redo', async ({ explorer, page }) => {
  await page.getByLabel('Colour map').selectOption('ink');
  await page.getByRole('slider', { name: 'Layer' }).fill('1');
  await page.locator('body').press('z');
  await expect(explorer.caption).toContainText('after layer 6');
  await page.locator('body').press('z');
  await expect(page.getByLabel('Colour map')).toHaveValue('viridis');
  await page.locator('body').press('Z');
  await expect(page.getByLabel('Colour map')).toHaveValue('ink');
});

test('the views are tabs, and digits reach them', async ({ explorer, page }) => {
  await page.getByRole('tab', { name: 'Matrix' }).click();
  await expect(page.locator('hw-evolution')).toHaveCount(0);
  await expect(explorer.matrix).toBeVisible();
  await page.locator('body').press('4');
  await expect(page.getByRole('tab', { name: 'Layers' })).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('button', { name: 'Layer 2', exact: true }).click();
  await expect(page.getByRole('button', { name: /^layer \d$/ })).toHaveCount(5);
});

test('wheel zooms at the pointer, double click shows all', async ({ explorer, page }) => {
  const point = await explorer.cell(4, 4, 8);
  await page.mouse.move(point.x, point.y);
  await page.mouse.wheel(0, -400);
  await expect(page.getByRole('button', { name: 'Fit' })).toBeVisible();
  await expect(page.locator('hw-matrix .reading')).toContainText('fox ← fox');
  await page.mouse.dblclick(point.x, point.y);
  await expect(page.getByRole('button', { name: 'Fit' })).toBeHidden();
});

test('dragging pans a zoomed matrix and pins nothing', async ({ explorer, page }) => {
  const point = await explorer.cell(4, 4, 8);
  await page.mouse.move(point.x, point.y);
  await page.mouse.wheel(0, -600);
  await expect(page.getByRole('button', { name: 'Fit' })).toBeVisible();
  const before = await explorer.pixels();
  await page.mouse.down();
  await page.mouse.move(point.x - 80, point.y - 60, { steps: 4 });
  await page.mouse.up();
  expect(await explorer.pixels()).not.toBe(before);
  await expect(page.locator('hw-selected-panel')).not.toContainText('Pinned pair');
});

test('shift-click adds a position, a drag over labels takes a range', async ({
  explorer,
  page,
}) => {
  await explorer.token('quick').click();
  await explorer.token('jumps').click({ modifiers: ['Shift'] });
  await expect(explorer.sentence).toContainText('‘quick’ and ‘jumps’ together take');
  const from = await explorer.cell(1, 0, 8);
  const to = await explorer.cell(5, 0, 8);
  const cellWidth = (await explorer.cell(1, 1, 8)).x - from.x;
  await page.mouse.move(from.x - cellWidth, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x - cellWidth, to.y, { steps: 4 });
  await page.mouse.up();
  await expect(explorer.sentence).toContainText('the 5 chosen positions together take');
  await page.keyboard.press('Escape');
  await expect(explorer.sentence).not.toContainText('together');
});
