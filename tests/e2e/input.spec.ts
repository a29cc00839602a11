import { safetensorsFile } from '../engine/binary-files';
import { expect, test } from './page';

const uniform = (tokens: number) => Array.from({ length: tokens }, () => 1 / tokens);
const matrix = (tokens: number) => Array.from({ length: tokens }, () => uniform(tokens));
const words = {
  tokens: ['un', '##break', '##able', 'glass'],
  attentions: [[matrix(4)], [matrix(4)], [matrix(4)]],
};

test('what was found in a file is told, by key or by its name', async ({ explorer, page }) => {
  await explorer.dropFile('words.json', JSON.stringify(words));
  await page.keyboard.press('i');
  const dialog = page.getByRole('dialog', { name: 'words.json' });
  const findings = dialog.getByTestId('findings');
  await expect(findings).toContainText('Layers3');
  await expect(findings).toContainText('Tokens4');
  await expect(findings).toContainText('bidirectional');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.getByTestId('what').getByRole('button').click();
  await expect(dialog).toBeVisible();
});

test('what was passed over in a file of arrays is named', async ({ explorer, page }) => {
  const layer = new Float32Array(9).fill(1 / 3);
  const others = { attention_mask: 'I64', position_ids: 'I64' } as const;
  const file = safetensorsFile([layer, layer], [1, 3, 3], {}, others);
  await explorer.dropFile('attention.safetensors', file);
  await page.keyboard.press('i');
  const findings = page
    .getByRole('dialog', { name: 'attention.safetensors' })
    .getByTestId('findings');
  await expect(findings).toContainText('Passed overattention_mask, position_ids');
});

test('pieces of words are merged and layers chosen before the analysis', async ({
  explorer,
  page,
}) => {
  await explorer.dropFile('words.json', JSON.stringify(words));
  await page.keyboard.press('i');
  const dialog = page.getByRole('dialog', { name: 'words.json' });
  await dialog.getByLabel(/Merge pieces of words/).check();
  await expect(page.getByTestId('what')).toContainText('2 tokens');
  await dialog.getByLabel('Layers').fill('2-3');
  await dialog.getByLabel('Layers').press('Tab');
  await expect(page.getByTestId('what')).toContainText('2 layers');
  await expect(dialog.getByTestId('findings')).toContainText('2 of 3');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await explorer.show('Raw');
  await explorer.token('unbreakable').click();
  // Of four uniform pieces, three are the one word.
  await expect(explorer.sentence).toContainText('75');
});

test('layers that are not there are refused where they are written', async ({ explorer, page }) => {
  await explorer.dropFile('words.json', JSON.stringify(words));
  await page.keyboard.press('i');
  const field = page.getByRole('dialog').getByLabel('Layers');
  await field.fill('2-9');
  await field.press('Tab');
  expect(await field.evaluate((input: HTMLInputElement) => input.validationMessage)).toBe(
    'Write layers from 1 to 3, such as 1-4, 8.',
  );
  await expect(page.getByTestId('what')).toContainText('3 layers');
});

test('a hidden token leaves rows and columns, and the last one stays', async ({
  explorer,
  page,
}) => {
  await explorer.dropFile('words.json', JSON.stringify(words));
  await page.keyboard.press('i');
  const dialog = page.getByRole('dialog', { name: 'words.json' });
  await dialog.getByText('Hide tokens').click();
  const shown = dialog.getByRole('group', { name: 'Tokens that are shown' });
  for (const token of ['glass', '##able', '##break']) {
    await shown.getByRole('button', { name: token }).click();
  }
  await expect(page.getByTestId('what')).toContainText('1 token');
  await expect(shown.getByRole('button', { name: 'un', exact: true })).toBeDisabled();
  await shown.getByRole('button', { name: 'glass' }).click();
  await expect(page.getByTestId('what')).toContainText('2 tokens');
});

test('several files are the samples of one input, or its layers', async ({ explorer, page }) => {
  const layer = (own: number) => {
    const rows = [
      [own, 1 - own],
      [0.5, 0.5],
    ];
    return JSON.stringify({ tokens: ['to', 'be'], attentions: [[rows]] });
  };
  const files = [10, 2].map((number) => ({
    name: `layer_${number}.json`,
    mimeType: 'application/json',
    buffer: Buffer.from(layer(number / 10)),
  }));
  await page.getByLabel('Open a file').setInputFiles(files);
  await expect(page.getByTestId('what')).toContainText('1 layer');
  await page.keyboard.press('i');
  const dialog = page.getByRole('dialog', { name: 'layer_2.json and 1 more' });
  await dialog.getByLabel(/are the layers of one/).check();
  await expect(page.getByTestId('what')).toContainText('2 layers');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await explorer.show('Raw');
  await explorer.token('to').click();
  await expect(explorer.sentence).toContainText('In layer 1, ‘to’ takes 80\u202f% from ‘be’');
  await page.keyboard.press('s');
  await page.getByRole('button', { name: 'Put the data into the link' }).click();
  await expect(page.getByText('Several files are open')).toBeVisible();
});
