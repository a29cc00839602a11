import { tokensOf } from './generated';
import { expect, test } from './page';

/** Uniform causal attention of one head: every token reads all up to itself alike. */
function causalFile(tokens: number, layers: number): string {
  const matrix = Array.from({ length: tokens }, (_, query) =>
    Array.from({ length: tokens }, (_, key) => (key <= query ? 1 / (query + 1) : 0)),
  );
  const attentions = Array.from({ length: layers }, () => [matrix]);
  return JSON.stringify({ tokens: tokensOf(tokens), attentions, prompt_length: 4 });
}

test('follows what generated tokens take from the prompt', async ({ explorer, page }) => {
  await explorer.openFile('story.json', causalFile(7, 1));
  await page.getByRole('tab', { name: 'Generation' }).click();
  const mass = page.getByTestId('generation-mass');
  // Step 0 reads the prompt alone; step 2 reads six tokens: itself by half and a sixth of the rest,
  // and the token before it by a twelfth.
  await expect(mass).toContainText(/‘w4’ takes 0\s%/);
  await page.getByRole('radio', { name: 'w6' }).click();
  await expect(mass).toContainText(/‘w6’ takes 67\s%/);
  await page.keyboard.press('ArrowLeft');
  await expect(mass).toContainText(/‘w5’ takes 60\s%/);
  await page.getByLabel('Tokens to leave out, separated by commas').fill('w0, w1');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(mass).toContainText(/20\s% of what it takes lies on tokens left out/);
  await page.getByRole('button', { name: 'Play the steps' }).click();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  await expect(mass).toContainText('‘w6’');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page).toHaveURL(/step=\d.*left-out=w0,\+w1/);
  await page.keyboard.press('Control+z');
  await expect(mass).not.toContainText('tokens left out');
  await expect(page.getByRole('radio', { name: 'w3' })).toHaveCount(0);
  await page.getByRole('spinbutton', { name: /^Prompt length/ }).fill('3');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('radio', { name: 'w3' })).toBeVisible();
});
