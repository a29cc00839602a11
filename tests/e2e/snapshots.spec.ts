import type { Page } from '@playwright/test';
import { randomAttention } from './generated';
import { drawn, expect, test } from './page';

/**
 * Pictures of the worked example in both themes. Up to 2 of 100 pixels may differ, each counted only
 * from a fifth of the way from black to white on (threshold 0.2): edges are smoothed differently
 * from machine to machine. A changed picture is taken anew by `--update-snapshots`.
 */
const tolerance = { maxDiffPixelRatio: 0.02, threshold: 0.2 };
const stylePath = 'tests/e2e/snapshot.css';

/**
 * The cells and the marks of the matrix between the middles of its first and last cell, brought to
 * one size: room for labels, which is as wide as the fonts want, is left out.
 */
async function plotOf(page: Page, from: Point, to: Point): Promise<Buffer> {
  await drawn(page.locator('hw-matrix').first());
  const url = await page.evaluate(
    ([first, last]) => {
      const root = document.querySelector('hw-matrix')?.shadowRoot;
      const side = 160;
      const picture = document.createElement('canvas');
      picture.width = side;
      picture.height = side;
      const context = picture.getContext('2d');
      if (!root || !context || !first || !last) throw new Error('no matrix');
      context.imageSmoothingEnabled = false;
      for (const canvas of root.querySelectorAll('canvas')) {
        const box = canvas.getBoundingClientRect();
        const ratio = canvas.width / box.width;
        const size = [(last.x - first.x) * ratio, (last.y - first.y) * ratio] as const;
        const start = [(first.x - box.x) * ratio, (first.y - box.y) * ratio] as const;
        context.drawImage(canvas, ...start, ...size, 0, 0, side, side);
      }
      return picture.toDataURL();
    },
    [from, to] as const,
  );
  return Buffer.from(url.split(',')[1] ?? '', 'base64');
}

interface Point {
  readonly x: number;
  readonly y: number;
}

for (const theme of ['light', 'dark'] as const) {
  test(`the pictures in ${theme} colours are those that were looked at`, async ({
    explorer,
    page,
  }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.getByLabel('Colour map').selectOption('ink');
    await explorer.token('fox').click();
    await expect(explorer.sentence).toContainText('‘fox’ takes');
    await page.mouse.move(0, 0);
    const corners = [await explorer.cell(0, 0, 8), await explorer.cell(7, 7, 8)] as const;
    expect(await plotOf(page, ...corners)).toMatchSnapshot(`matrix-${theme}.png`, tolerance);

    await page.getByRole('tab', { name: 'Text' }).click();
    const text = page.locator('hw-running-text').nth(1);
    await expect(text).toHaveScreenshot(`text-${theme}.png`, { ...tolerance, stylePath });

    await page.getByRole('tab', { name: 'Layers' }).click();
    const lines = page.locator('hw-layer-lines');
    await drawn(lines);
    await expect(lines).toHaveScreenshot(`lines-${theme}.png`, { ...tolerance, stylePath });
    const panel = await partOf(page, 'hw-evolution', 'canvas', [0, 0, 1, 1], 120);
    expect(panel).toMatchSnapshot(`panel-${theme}.png`, tolerance);
  });
}

/** A part of a component's canvas, in shares of its width and height, brought to one size. */
async function partOf(
  page: Page,
  component: string,
  canvas: string,
  [x, y, width, height]: readonly number[],
  side = 160,
) {
  const picture = page.locator(component).first();
  await drawn(picture);
  const url = await picture
    .locator(canvas)
    .first()
    .evaluate(
      (element, [left = 0, top = 0, across = 1, down = 1, size = 0]) => {
        const from = element as HTMLCanvasElement;
        const picture = document.createElement('canvas');
        picture.width = size;
        picture.height = size;
        const context = picture.getContext('2d');
        const { width: wide, height: high } = from;
        const source = [left * wide, top * high, across * wide, down * high] as const;
        context?.drawImage(from, ...source, 0, 0, size, size);
        return picture.toDataURL();
      },
      [x, y, width, height, side],
    );
  return Buffer.from(url.split(',')[1] ?? '', 'base64');
}

for (const theme of ['light', 'dark'] as const) {
  test(`heads, differences and patches in ${theme} colours are those that were looked at`, async ({
    explorer,
    page,
  }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.getByLabel('Colour map').selectOption('ink');
    await page.getByRole('tab', { name: 'Heads' }).click();
    await page.mouse.move(0, 0);
    // Below and right of the numbers of heads and layers.
    const heads = await partOf(page, 'hw-head-grid', 'canvas', [0.1, 0.1, 0.9, 0.9]);
    expect(heads).toMatchSnapshot(`heads-${theme}.png`, tolerance);

    await page.getByRole('tab', { name: 'Compare' }).click();
    await expect(page.getByTestId('difference')).toBeVisible();
    // The lower right quarter of the map holds no label.
    const difference = [0.5, 0.5, 0.5, 0.5];
    expect(await partOf(page, '.difference hw-matrix', 'canvas.cells', difference)).toMatchSnapshot(
      `difference-${theme}.png`,
      tolerance,
    );

    const attentions = randomAttention({ layers: 2, heads: 1, tokens: 10 }, 4);
    await explorer.openFile('patches.json', JSON.stringify(attentions));
    await page.getByRole('tab', { name: 'Image' }).click();
    await expect(page.locator('hw-patch-image')).toHaveCount(3);
    expect(await partOf(page, 'hw-patch-image', 'canvas', [0, 0, 1, 1])).toMatchSnapshot(
      `patches-${theme}.png`,
      tolerance,
    );
  });
}
