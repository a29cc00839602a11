import type { Page } from '@playwright/test';
import { randomAttention } from './generated';
import { drawn, expect, test } from './page';

const attentions = randomAttention({ layers: 2, heads: 2, tokens: 7 }, 9);
const tokens = ['[CLS]', 'a', 'b', 'c', 'd', 'e', 'f'];
/** Two pixels, black and white: twice as wide as high. */
const picture =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='60' height='40'%3E%3Crect width='30' height='40'/%3E%3Crect x='30' width='30' height='40' fill='white'/%3E%3C/svg%3E";
const image = { src: picture, grid: [2, 3], prefix_tokens: 1 };

function fileWith(part: object): string {
  return JSON.stringify({ model: 'tiny vit', tokens, attentions, ...part });
}

async function stageOf(page: Page, method: string) {
  const stage = page.getByTestId(`image-${method}`).getByRole('application');
  await drawn(page.getByTestId(`image-${method}`).locator('hw-patch-image'));
  const box = await stage.boundingBox();
  if (box === null) throw new Error('no picture');
  const patch = (column: number, row: number) => ({
    x: box.x + ((column + 0.5) * box.width) / 3,
    y: box.y + ((row + 0.5) * box.height) / 2,
  });
  return { stage, box, patch };
}

/** What patch or token `from` takes from `to` in a layer, heads averaged. */
function raw(layer: number, from: number, to: number): number {
  const heads = attentions[layer] ?? [];
  return heads.reduce((sum, head) => sum + (head[from]?.[to] ?? 0), 0) / heads.length;
}

test('is not offered for a text', async ({ explorer, page }) => {
  await expect(explorer.matrix).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Image' })).toHaveCount(0);
});

test.describe('of a vision transformer', () => {
  test.beforeEach(async ({ explorer, page }) => {
    await explorer.openFile('vit.json', fileWith({ image }));
    await page.getByRole('tab', { name: 'Image' }).click();
    await expect(page.locator('hw-patch-image')).toHaveCount(3);
    await expect(page.getByText('Pick another picture…')).toBeVisible();
  });

  test('shows raw, rollout and flow over the picture in its own shape', async ({ page }) => {
    const { box } = await stageOf(page, 'raw');
    expect(box.width / box.height).toBeCloseTo(1.5, 1);
    const colours = await page
      .getByTestId('image-raw')
      .locator('canvas')
      .evaluate((canvas: HTMLCanvasElement) => {
        const at = (x: number) =>
          [...(canvas.getContext('2d')?.getImageData(x, 4, 1, 1).data ?? [])].slice(0, 3);
        return [at(4), at(canvas.width - 5)].map((rgb) => rgb.reduce((sum, part) => sum + part, 0));
      });
    expect(colours[0]).toBeLessThan(colours[1] ?? 0);
  });

  test('a click on a patch and on a token before them chooses the position', async ({ page }) => {
    const { patch } = await stageOf(page, 'raw');
    const middle = patch(1, 1);
    await page.mouse.click(middle.x, middle.y);
    await expect(page.getByTestId('sentence')).toContainText('‘e’ takes');
    const other = patch(2, 0);
    await page.mouse.move(other.x, other.y);
    const said = page.getByTestId('image-raw').locator('.said');
    await expect(said).toContainText('c: ');
    expect(Number((await said.textContent())?.replace('c: ', ''))).toBeCloseTo(raw(1, 5, 3), 3);
    await page.getByTestId('image-rollout').getByRole('button', { name: '[CLS]' }).click();
    await expect(page.getByTestId('sentence')).toContainText('‘[CLS]’ takes');
  });

  test('arrows move over patches and layers are scrubbed', async ({ page }) => {
    const { stage, patch } = await stageOf(page, 'rollout');
    const first = patch(0, 0);
    await page.mouse.click(first.x, first.y);
    await stage.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await expect(page.getByTestId('sentence')).toContainText('‘e’ takes');
    await page.keyboard.press('[');
    await expect(page.getByTestId('image-raw')).toContainText('in layer 1');
  });

  test('a grid that does not fit says what is wrong', async ({ page }) => {
    await page.getByLabel('Patches down').fill('4');
    await page.getByLabel('Patches down').press('Enter');
    await expect(page.getByTestId('grid-message')).toContainText(
      '4 × 3 patches with 1 token before them make 13, but there are 7 tokens',
    );
    await page.getByLabel('Patches down').fill('1');
    await page.getByLabel('Patches down').press('Enter');
    await page.getByLabel('Tokens before them').fill('4');
    await page.getByLabel('Tokens before them').press('Enter');
    await expect(page.getByTestId('grid-message')).toHaveCount(0);
    const before = page.getByTestId('image-raw').getByRole('group').getByRole('button');
    await expect(before).toHaveCount(4);
  });
});

test('a picture is picked, one that cannot be read is named, none is fetched', async ({
  explorer,
  page,
}) => {
  const src = 'https://example.org/cat.png';
  await explorer.openFile('vit.json', fileWith({ image: { ...image, src } }));
  await page.getByRole('tab', { name: 'Image' }).click();
  const alert = page.locator('.image-controls').getByRole('alert');
  await expect(alert).toContainText('nothing is fetched');
  const pick = (name: string, mimeType: string, text: string) =>
    page.getByLabel('Pick a picture').setInputFiles({ name, mimeType, buffer: Buffer.from(text) });
  await pick('cat.txt', 'text/plain', 'meow');
  await expect(alert).toContainText('cat.txt is not a picture');
  await pick('cat.svg', 'image/svg+xml', decodeURIComponent(picture.split(',')[1] ?? ''));
  await expect(alert).toHaveCount(0);
  await expect(page.getByText('Pick another picture…')).toBeVisible();
  await expect(page).toHaveURL(/picked=cat\.svg/);
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Pick the picture…')).toBeVisible();
  await page.keyboard.press('Control+Shift+Z');
  await expect(page.getByText('Pick another picture…')).toBeVisible();
});
