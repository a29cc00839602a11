import { npyFile, safetensorsFile } from '../engine/binary-files';
import { expect, test } from './page';

const uniform = (count: number, tokens: number) => new Float32Array(count).fill(1 / tokens);

test('a dropped .npy opens, and JSON after it', async ({ explorer, page }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await explorer.dropFile('attention.npy', npyFile([2, 3, 4, 4], uniform(96, 4)));
  await expect(page.getByTestId('what')).toContainText('2 layers · 3 heads · 4 tokens');
  expect(requests.filter((url) => url.includes('headwater-formats'))).not.toEqual([]);
  await explorer.dropFile('pair.json', '[[[0.5, 0.5], [0.5, 0.5]]]');
  await expect(page.getByTestId('what')).toContainText('2 tokens');
});

test('a dropped .safetensors opens with its tokens', async ({ explorer, page }) => {
  const file = safetensorsFile([uniform(9, 3), uniform(9, 3)], [1, 3, 3], {
    tokens: JSON.stringify(['red', 'green', 'blue']),
  });
  await explorer.dropFile('attention.safetensors', file);
  await expect(page.getByTestId('what')).toContainText('3 tokens');
  await expect(explorer.token('green')).toBeVisible();
});

test('JSON alone does not fetch the module for other formats', async ({ explorer, page }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await explorer.dropFile('pair.json', '[[[0.5, 0.5], [0.5, 0.5]]]');
  await expect(page.getByTestId('what')).toContainText('2 tokens');
  expect(requests.filter((url) => url.includes('headwater-formats'))).toEqual([]);
});
