import type { LitElement } from 'lit';
import { capacitiesOf, fileOf, randomAttention } from './generated';
import { plainMaxFlow } from './max-flow';
import { expect, test, workedLayers } from './page';

test('f shows the flow of the worked example, as a plain algorithm finds it', async ({
  explorer,
  page,
}) => {
  await page.keyboard.press('f');
  await expect(explorer.caption).toHaveText(
    'attention flow after layer 6 · mean of 8 heads, half residual',
  );
  const words = ['[CLS]', 'The', 'quick', 'brown', 'fox', 'jumps', 'over', '[SEP]'];
  for (const [query, key] of [
    [0, 7],
    [7, 0],
    [0, 5],
  ] as const) {
    const point = await explorer.cell(query, key, 8);
    await page.mouse.move(point.x, point.y);
    const reading = page.locator('hw-matrix .reading');
    await expect(reading).toContainText(`${words[query]} ← ${words[key]}`);
    const shown = Number(await reading.locator('dd.current').textContent());
    expect(shown).toBeCloseTo(plainMaxFlow(workedLayers(), 5, query, key), 3);
  }
});

test('a file of 48 tokens shows its flow in every layer, raw and as shares of rows', async ({
  explorer,
  page,
}) => {
  const n = 48;
  const attentions = randomAttention({ layers: 4, heads: 2, tokens: n }, 48);
  const capacities = capacitiesOf(attentions);
  await explorer.openFile('n48.json', fileOf(attentions));
  await expect(page.getByTestId('what')).toContainText('48 tokens');
  await explorer.show('Flow');
  await expect(explorer.caption).toContainText('attention flow after layer 4');
  await page.getByRole('tab', { name: 'Matrix' }).click();
  for (const layer of [4, 3, 2]) {
    await page.getByRole('slider', { name: 'Layer' }).fill(String(layer));
    await expect(explorer.caption).toContainText(`after layer ${layer}`);
    const shown = await explorer.readPair('flow', 20, 31, n);
    const flow = plainMaxFlow(capacities, layer - 1, 20, 31);
    expect(Math.abs(shown / flow - 1), `layer ${layer}`).toBeLessThan(6e-3);
  }
  await page.getByRole('radio', { name: 'Share of row' }).check({ force: true });
  await expect(explorer.caption).toContainText('shares of each row');
  const shown = await explorer.readPair('flow', 20, 31, n);
  const row = Array.from({ length: n }, (_, sink) => plainMaxFlow(capacities, 1, 20, sink));
  const share = (row[31] ?? 0) / row.reduce((sum, value) => sum + value, 0);
  expect(Math.abs(shown / share - 1)).toBeLessThan(6e-3);
  await expect(explorer.sentence).toContainText('%');
});

test('flow that starts above the first layer is the flow of the layers left', async ({
  explorer,
  page,
}) => {
  await explorer.show('Flow');
  await page.getByLabel('First layer of the flow').selectOption('4');
  await expect(explorer.caption).toContainText('from layer 5');
  const shown = await explorer.readPair('flow', 2, 6, 8);
  const flow = plainMaxFlow(workedLayers().slice(4), 1, 2, 6);
  expect(Math.abs(shown / flow - 1)).toBeLessThan(6e-3);
});

test('says from which layer on every position has the same flow, and is right', async ({
  explorer,
  page,
}) => {
  const n = 10;
  const attentions = randomAttention({ layers: 12, heads: 1, tokens: n }, 7);
  const capacities = capacitiesOf(attentions);
  await explorer.openFile('deep.json', fileOf(attentions));
  await expect(page.getByTestId('what')).toContainText('12 layers');
  await expect(page.getByTestId('saturation')).toHaveCount(0);
  await explorer.show('Flow');
  const line = page.getByTestId('saturation');
  await expect(line).toContainText(
    'every position has the same flow: it shows how much each token is read in layer 1, ' +
      'not what this position uses.',
  );
  const from = Number((await line.textContent())?.match(/From layer (\d+) on/)?.[1]);
  const spread = (layer: number) =>
    Math.max(
      ...Array.from({ length: n }, (_, sink) => {
        const flows = Array.from({ length: n }, (_, source) =>
          plainMaxFlow(capacities, layer, source, sink),
        );
        return Math.max(...flows) - Math.min(...flows);
      }),
    );
  expect(spread(from - 1)).toBeLessThan(1e-9);
  expect(spread(from - 2)).toBeGreaterThan(0);
  await line.locator('summary').click();
  await expect(line).toContainText('layer 12: 100\u202f%');
  await page.getByRole('slider', { name: 'Layer' }).fill('1');
  await expect(line).toContainText('After layer 1, no flow is limited at its ends alone');
  await expect(line).not.toHaveClass(/warns/);
});

test('flow and the recurrent residual exclude each other, and the page says why', async ({
  explorer,
  page,
}) => {
  await page.getByLabel('Residual connection').selectOption('recurrent');
  await expect(explorer.caption).toContainText('recurrent residual');
  await expect(page.getByRole('radio', { name: 'Flow' })).toBeDisabled();
  await expect(page.getByTestId('refusal')).toContainText('choose another residual');
  await page.locator('body').press('f');
  await expect(explorer.caption).toContainText('rollout');
  await page.getByLabel('Residual connection').selectOption('average');
  await explorer.show('Flow');
  await expect(explorer.caption).toContainText('attention flow');
  const recurrent = page.getByLabel('Residual connection').locator('option[value=recurrent]');
  await expect(recurrent).toBeDisabled();
});

test.describe('a long flow', () => {
  const openLong = async (explorer: import('./page').Explorer, tokens: number, layers: number) => {
    const attentions = randomAttention({ layers, heads: 1, tokens }, tokens);
    await explorer.openFile('long.json', fileOf(attentions));
    await expect(explorer.page.getByTestId('what')).toContainText(`${tokens} tokens`);
    await expect(explorer.caption).toContainText(`rollout after layer ${layers}`);
    return capacitiesOf(attentions);
  };

  test('shows how far it is, keeps the picture and is cancelled at once', async ({
    explorer,
    page,
  }) => {
    test.slow();
    await openLong(explorer, 256, 8);
    const before = await explorer.pixels();
    await explorer.show('Flow');
    const state = page.locator('.computing-state');
    await expect(state).toContainText(/Computing flow: \d+ of 256 sinks/, { timeout: 20_000 });
    expect(await explorer.pixels()).toBe(before);
    const left = await page.evaluate(async () => {
      document.querySelector<HTMLButtonElement>('.computing-state button')?.click();
      // Before the next frame: no worker is waited for.
      await document.querySelector<LitElement>('headwater-page')?.updateComplete;
      return document.querySelectorAll('.computing-state, progress.thin').length;
    });
    expect(left).toBe(0);
    await expect(page.getByTestId('analysis-message')).toContainText('Cancelled');
    await expect(explorer.caption).toContainText('rollout');
    await expect.poll(() => page.workers().length).toBe(1);
  });

  test('comes although one of its workers was killed', async ({ explorer, page }) => {
    test.slow();
    const capacities = await openLong(explorer, 192, 3);
    await explorer.show('Flow');
    await expect.poll(() => page.workers().length).toBeGreaterThan(1);
    const worker = page.workers().at(-1);
    const holdsLock = () =>
      worker?.evaluate(async () => {
        const { held } = await navigator.locks.query();
        return held?.some(({ name }) => name === self.name);
      });
    await expect.poll(holdsLock).toBe(true);
    await worker?.evaluate(() => self.close());
    await expect(explorer.caption).toContainText('attention flow after layer 3', {
      timeout: 40_000,
    });
    await page.getByRole('tab', { name: 'Matrix' }).click();
    const shown = await explorer.readPair('flow', 100, 30, 192);
    // Cells are 4 pixels wide: the pointer may have met a neighbour.
    const pair = await page.locator('hw-selected-panel .pair').textContent();
    const [query = 0, key = 0] = pair?.match(/\d+/g)?.map(Number) ?? [];
    const flow = plainMaxFlow(capacities, 2, query, key);
    expect(Math.abs(shown / flow - 1)).toBeLessThan(6e-3);
  });
});
