import { fileOf, randomAttention } from './generated';
import { plainMaxFlow } from './max-flow';
import { drawn, expect, test, workedLayers, workedRollout } from './page';

test.beforeEach(async ({ explorer, page }) => {
  await explorer.show('Flow');
  await page.getByRole('tab', { name: 'Graph' }).click();
  await expect(page.getByTestId('pair')).toBeVisible();
  await drawn(page.locator('hw-layer-graph'));
});

/** The amount in the sentence over the graph. */
async function amountIn(text: string | null): Promise<number> {
  return Number(text?.match(/At most ([\d.e-]+) can flow/)?.[1]);
}

test('shows the strongest weights of each layer as they are for raw', async ({
  explorer,
  page,
}) => {
  await explorer.show('Raw');
  await page.getByRole('slider', { name: 'Layer' }).fill('2');
  await page.getByRole('radio', { name: '5 a layer', exact: true }).check({ force: true });
  await expect(page.getByTestId('pair')).toContainText(/^In layer 2, ‘brown’ reads ‘.+’ by [\d.]+/);
  await expect(page.getByTestId('paths')).toContainText('The 5 strongest weights of each layer');
  await drawn(page.locator('hw-layer-graph'));
  // Of the first layer five, of the second as many and that of the pair, where it is not among them.
  const arcs = await page.locator('hw-layer-graph .arcs path').count();
  expect([10, 11]).toContain(arcs);
  const node = await page.getByRole('button', { name: /^fox, after layer 1,/ }).boundingBox();
  await page.mouse.click((node?.x ?? 0) + 9, (node?.y ?? 0) + 9);
  await expect(page.getByTestId('pair')).toContainText('In layer 1, ‘fox’ reads');
});

test('takes a rollout apart into the products of its strongest paths', async ({
  explorer,
  page,
}) => {
  await explorer.show('Rollout');
  await page.getByRole('slider', { name: 'Layer' }).fill('3');
  const sentence = page.getByTestId('pair');
  await expect(sentence).toContainText(/After layer 3, ‘brown’ takes [\d.]+ from ‘.+’/);
  const text = await sentence.textContent();
  const words = ['[CLS]', 'The', 'quick', 'brown', 'fox', 'jumps', 'over', '[SEP]'];
  const key = words.indexOf(text?.match(/from ‘(.+?)’/)?.[1] ?? '');
  expect(Number(text?.match(/takes ([\d.]+)/)?.[1])).toBeCloseTo(
    workedRollout(2)[3]?.[key] ?? 0,
    3,
  );
  const [first = [], second = [], third = []] = workedLayers();
  const products = words.flatMap((_, i) =>
    words.map((_, j) => (third[3]?.[i] ?? 0) * (second[i]?.[j] ?? 0) * (first[j]?.[key] ?? 0)),
  );
  products.sort((one, other) => other - one);
  await page.getByText('The paths in numbers').click();
  await page.getByRole('radio', { name: '5 paths', exact: true }).check({ force: true });
  await expect(page.locator('.path-list li')).toHaveCount(5);
  const amounts = await page.locator('.path-list .number').allTextContents();
  for (const [rank, amount] of amounts.entries()) {
    expect(Number(amount)).toBeCloseTo(products[rank] ?? 0, 3);
  }
  await page.getByRole('radio', { name: '100 paths' }).check({ force: true });
  await expect(page.getByTestId('paths')).toHaveText('All 64 paths are shown.');
});

test('says why the recurrent residual has no single paths', async ({ explorer, page }) => {
  await explorer.show('Rollout');
  await page.getByLabel('Residual connection').selectOption('recurrent');
  await expect(page.getByTestId('pair-message')).toContainText('choose another residual');
});

test('says how much can flow and what limits it', async ({ page }) => {
  await page.getByRole('slider', { name: 'Layer' }).fill('2');
  const sentence = page.getByTestId('pair');
  await expect(sentence).toContainText('‘brown’ after layer 2');
  const text = await sentence.textContent();
  const key = ['[CLS]', 'The', 'quick', 'brown', 'fox', 'jumps', 'over', '[SEP]'].indexOf(
    text?.match(/from ‘(.+?)’/)?.[1] ?? '',
  );
  expect(await amountIn(text)).toBeCloseTo(plainMaxFlow(workedLayers(), 1, 3, key), 3);
  await expect(sentence).toContainText(/limited (by what|in between, in layers? \d)/);
});

test('the paths in numbers add up to what is said of them', async ({ page }) => {
  await page.getByRole('radio', { name: '100 paths' }).check({ force: true });
  await expect(page.getByTestId('paths')).toContainText(/^All \d+ paths are shown\.$/);
  await page.getByText('The paths in numbers').click();
  const amounts = await page.locator('.path-list .number').allTextContents();
  const sum = amounts.reduce((total, amount) => total + Number(amount), 0);
  expect(sum).toBeCloseTo(await amountIn(await page.getByTestId('pair').textContent()), 1);
  const ways = await page.locator('.path-list .way').allTextContents();
  for (const way of ways) expect(way.split(' → ')).toHaveLength(7);
  await page.getByRole('radio', { name: '5 paths', exact: true }).check({ force: true });
  await expect(page.locator('.path-list li')).toHaveCount(5);
});

test('a click on a node chooses a token below, a position and layer above', async ({ page }) => {
  const node = (name: RegExp) => page.getByRole('button', { name });
  const middle = async (name: RegExp) => {
    const box = await node(name).boundingBox();
    return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
  };
  const low = await middle(/^jumps, input,/);
  await page.mouse.click(low.x, low.y);
  await expect(page.getByTestId('pair')).toContainText('from ‘jumps’ to ‘brown’ after layer 6');
  const high = await middle(/^over, after layer 4,/);
  await page.mouse.click(high.x, high.y);
  await expect(page.getByTestId('pair')).toContainText('from ‘jumps’ to ‘over’ after layer 4');
  await expect(page.getByRole('slider', { name: 'Layer' })).toHaveValue('4');
  await page.locator('body').press('z');
  await expect(page.getByTestId('pair')).toContainText('to ‘brown’ after layer 6');
});

test('pointing at a node tells what goes through it', async ({ page }) => {
  const box = await page.getByRole('button', { name: /^brown, after layer 3,/ }).boundingBox();
  await page.mouse.move((box?.x ?? 0) + 4, (box?.y ?? 0) + 4);
  const reading = page.locator('hw-layer-graph .reading');
  await expect(reading).toContainText('brown after layer 3');
  await expect(reading).toContainText(/% of all/);
  await page.mouse.move(4, 4);
  await expect(reading).toHaveCount(0);
});

test('arrows walk over the nodes, Enter chooses one, one Tab leaves', async ({ page }) => {
  await page.getByRole('button', { name: /^brown, after layer 6,/ }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  const focused = page.locator('hw-layer-graph .node:focus');
  await expect(focused).toHaveAttribute('aria-label', /^fox, after layer 5,/);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('pair')).toContainText('to ‘fox’ after layer 5');
  await expect(focused).toHaveAttribute('aria-label', /^fox, after layer 5,/);
  for (let step = 0; step < 8; step++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await expect(focused).toHaveAttribute('aria-label', /^\[SEP\], input,/);
  await page.keyboard.press('Space');
  await expect(page.getByTestId('pair')).toContainText('from ‘[SEP]’ to ‘fox’ after layer 5');
  await page.keyboard.press('Tab');
  await expect(focused).toHaveCount(0);
});

test('long texts are thinned to the paths and their neighbours, and it is said', async ({
  explorer,
  page,
}) => {
  test.slow();
  const attentions = randomAttention({ layers: 4, heads: 1, tokens: 96 }, 3);
  await explorer.openFile('n96.json', fileOf(attentions));
  await expect(page.getByTestId('what')).toContainText('96 tokens');
  await explorer.show('Flow');
  const thinned = page.getByTestId('thinned');
  await expect(thinned).toContainText(/^\s*\d+ of 96 positions: those on the shown paths/, {
    timeout: 30_000,
  });
  const kept = Number((await thinned.textContent())?.match(/\d+/)?.[0]);
  await expect(page.locator('hw-layer-graph .node')).toHaveCount(kept * 5);
});
