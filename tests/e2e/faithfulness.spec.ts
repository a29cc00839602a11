import { randomAttention, tokensOf } from './generated';
import { expect, test } from './page';

/** Samples whose reference is the first layer's own row, so that raw attention there agrees best. */
function samplesFile(count: number): string {
  const samples = Array.from({ length: count }, (_, index) => {
    const attentions = randomAttention({ layers: 3, heads: 1, tokens: 6 }, index + 1);
    const gradient = attentions[0]?.[0]?.[2] ?? [];
    const importance = { gradient, reversed: gradient.map((value) => 1 - value) };
    return { name: `s${index + 1}`, tokens: tokensOf(6), attentions, readout: 2, importance };
  });
  return JSON.stringify({ samples });
}

test('compares every method with a reference and opens the sample one chooses', async ({
  explorer,
  page,
}) => {
  await explorer.openFile('samples.json', samplesFile(12));
  await page.getByRole('tab', { name: 'Faithfulness' }).click();
  const first = page.getByRole('row', { name: /^1 / });
  await expect(first.getByRole('cell').first()).toHaveText('1.00 ± 0.00');
  await expect(first.getByRole('cell').last()).toHaveText('0.22');
  await page.getByLabel('Reference importance').selectOption('reversed');
  await expect(first.getByRole('cell').first()).toHaveText('−1.00 ± 0.00');
  await page.getByLabel('Read-out row').selectOption('mean');
  await expect(first.getByRole('cell').first()).not.toHaveText('−1.00 ± 0.00');
  await expect(page).toHaveURL(/reference=reversed&readout=mean/);
  await page.locator('summary', { hasText: /^Samples$/ }).click();
  await expect(page.locator('[data-sample]')).toHaveCount(12);
  await page.locator('[data-sample="4"]').click();
  await expect(page.getByRole('tab', { name: 'Overview' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await expect(page.getByRole('spinbutton', { name: /^Sample/ })).toHaveValue('5');
});
