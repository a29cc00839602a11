import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { randomAttention } from './generated';
import { drawn, expect, test } from './page';

const axeScript = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds wrong with the page as it stands. */
async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axeScript });
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const results = await axe.run(document, { runOnly: tags });
    return results.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
    );
  });
}

/** Shows a view, and waits for its drawing to be fetched. */
async function showView(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name }).click();
  await expect(page.getByText('Fetching the view')).toHaveCount(0);
}

test.describe('with the content security policy lifted for the inspection', () => {
  test.use({ bypassCSP: true });

  for (const scheme of ['light', 'dark'] as const) {
    test(`axe finds nothing wrong in ${scheme} colours`, async ({ explorer, page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      expect(explorer.page).toBe(page);
      expect(await violations(page)).toEqual([]);
      for (const view of ['Text', 'Matrix', 'Layers', 'Compare', 'Heads', 'Numbers']) {
        await showView(page, view);
        expect(await violations(page)).toEqual([]);
      }
      await explorer.show('Flow');
      await page.getByTestId('saturation').locator('summary').click();
      for (const view of ['Overview', 'Graph']) {
        await showView(page, view);
        expect(await violations(page)).toEqual([]);
      }
      await page.getByText('The paths in numbers').click();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('radio', { name: 'Raw' }).check({ force: true });
      const patches = randomAttention({ layers: 2, heads: 2, tokens: 10 }, 1);
      await explorer.openFile('patches.json', JSON.stringify(patches));
      await showView(page, 'Image');
      await expect(page.locator('hw-patch-image')).not.toHaveCount(0);
      expect(await violations(page)).toEqual([]);
      await explorer.openFile('bad.json', '{');
      await expect(page.getByTestId('refused')).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });

    test(`nor in what trained models offer, and in dialogs, in ${scheme} colours`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto('/');
      await showView(page, 'Faithfulness');
      await expect(page.locator('.faithfulness table').first()).toBeVisible();
      expect(await violations(page)).toEqual([]);
      for (const key of ['i', 's', '?']) {
        await page.keyboard.press(key);
        await expect(page.locator('dialog[open]')).toBeVisible();
        expect(await violations(page), `the dialog of ${key}`).toEqual([]);
        await page.keyboard.press('Escape');
      }
      await page.goto('about:blank');
      await page.goto('/#src=examples/models/stories/story.json.gz');
      await showView(page, 'Generation');
      await expect(page.getByTestId('generation-mass')).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.goto('about:blank');
      await page.goto('/gallery.html');
      await expect(page.locator('headwater-view figcaption').first()).toContainText('rollout');
      expect(await violations(page)).toEqual([]);
    });
  }
});

test('the matrix is walked by arrows, which speak', async ({ explorer, page }) => {
  await explorer.token('fox').click();
  await explorer.matrix.focus();
  await page.keyboard.press('ArrowLeft');
  const status = page.locator('hw-matrix').getByRole('status');
  await expect(status).toHaveText(/^fox takes 0\.\d+ from brown$/);
  await page.keyboard.press('ArrowUp');
  await expect(status).toHaveText(/^brown takes 0\.\d+ from brown$/);
  await page.keyboard.press('End');
  await expect(status).toHaveText(/from \[SEP\]$/);
});

test('every control is reached by Tab and shows where the keyboard is', async ({
  explorer,
  page,
}) => {
  expect(explorer.page).toBe(page);
  const reached = new Set<string>();
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      if (!(active instanceof HTMLElement) || active === document.body) return '';
      const ring = getComputedStyle(active).outlineStyle !== 'none';
      const hidden = getComputedStyle(active).opacity === '0';
      const label = active.getAttribute('aria-label') ?? active.textContent ?? '';
      return ring || hidden ? label.trim() : `no focus ring: ${active.outerHTML}`;
    });
    reached.add(name);
  }
  expect([...reached].filter((name) => name.startsWith('no focus ring'))).toEqual([]);
  for (const name of [
    'Play the layers',
    'Layer',
    'Head 8',
    'Preset',
    'Residual connection',
    'Colour map',
    'Find a token',
    'Highest value of the colours',
  ]) {
    expect([...reached], name).toContain(name);
  }
});

test('? lists the keys, and the letters can be switched off', async ({ explorer, page }) => {
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keys and gestures' });
  await expect(dialog).toContainText('one layer up');
  await dialog.getByLabel('Keys work anywhere on the page').uncheck();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.keyboard.press('[');
  await expect(explorer.caption).toContainText('after layer 6');
});

test('/ finds a token, Enter goes to it', async ({ explorer, page }) => {
  await page.keyboard.press('/');
  await page.keyboard.type('over');
  await page.keyboard.press('Enter');
  await expect(explorer.sentence).toContainText('‘over’ takes');
});

for (const width of [390, 1024, 1440]) {
  test.describe(`${width} wide`, () => {
    test.use({
      viewport: { width, height: 844 },
      hasTouch: width === 390,
      isMobile: width === 390,
    });

    test('nothing sticks out and the picture is on the first screen', async ({
      explorer,
      page,
    }) => {
      await drawn(page.locator('hw-matrix'));
      const { scrollWidth, innerWidth } = await page.evaluate(() => ({
        scrollWidth: document.documentElement.scrollWidth,
        innerWidth: window.innerWidth,
      }));
      expect(scrollWidth).toBeLessThanOrEqual(width);
      expect(innerWidth).toBe(width);
      const box = await explorer.matrix.boundingBox();
      expect(box?.width).toBeGreaterThan(width === 390 ? 340 : 380);
      expect(box?.y).toBeLessThan(400);
    });

    test('flow and its graph stay inside the page', async ({ explorer, page }) => {
      await page.keyboard.press('f');
      await expect(explorer.caption).toContainText('attention flow');
      await drawn(page.locator('hw-matrix'));
      const widthOf = () => page.evaluate(() => document.documentElement.scrollWidth);
      expect(await widthOf()).toBeLessThanOrEqual(width);
      await page.getByRole('tab', { name: 'Graph' }).click();
      const graph = page.locator('hw-layer-graph svg');
      await expect(graph).toBeVisible();
      await drawn(page.locator('hw-layer-graph'));
      expect(await widthOf()).toBeLessThanOrEqual(width);
      const box = await graph.boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
      expect(box?.height).toBeGreaterThan(200);
    });
  });
}

test.describe('with a finger', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  /** What people touch that is smaller than a fingertip. */
  const smallTargets = (page: Page) =>
    page.evaluate(() => {
      const found: string[] = [];
      const look = (root: ParentNode) => {
        for (const element of root.querySelectorAll<HTMLElement>('*')) {
          if (element.shadowRoot) look(element.shadowRoot);
          const control = element.matches('button, select, input, [role=slider], summary');
          const target = element.closest('label') ?? element;
          const { width, height } = target.getBoundingClientRect();
          if (!control || width === 0) continue;
          if (width < 43.5 || height < 43.5)
            found.push(`${width} × ${height} ${element.outerHTML}`);
        }
      };
      look(document);
      return found;
    });

  test('everything it touches is at least 44 pixels', async ({ explorer, page }) => {
    await page.getByRole('button', { name: /Controls/ }).tap();
    await drawn(explorer.page.locator('hw-matrix'));
    expect(await smallTargets(page)).toEqual([]);
    await explorer.show('Flow');
    await page.getByRole('tab', { name: 'Graph' }).click();
    await expect(page.locator('hw-layer-graph svg')).toBeVisible();
    await drawn(page.locator('hw-layer-graph'));
    expect(await smallTargets(page)).toEqual([]);
  });

  test('a tap pins a cell', async ({ explorer, page }) => {
    const point = await explorer.cell(3, 1, 8);
    await page.touchscreen.tap(point.x, point.y);
    await expect(page.locator('hw-selected-panel .pair')).toHaveText('brown ← The');
  });
});
