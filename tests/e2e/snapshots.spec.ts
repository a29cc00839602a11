import type { Page } from '@playwright/test';
import { expect, test } from './page';

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
    await expect(lines).toHaveScreenshot(`lines-${theme}.png`, { ...tolerance, stylePath });
    const panel = await page
      .locator('hw-evolution canvas')
      .first()
      .evaluate((canvas: HTMLCanvasElement) => {
        const picture = document.createElement('canvas');
        picture.width = 120;
        picture.height = 120;
        picture.getContext('2d')?.drawImage(canvas, 0, 0, 120, 120);
        return picture.toDataURL();
      });
    const pixels = Buffer.from(panel.split(',')[1] ?? '', 'base64');
    expect(pixels).toMatchSnapshot(`panel-${theme}.png`, tolerance);
  });
}
