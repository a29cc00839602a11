import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { fileOf, randomAttention } from './generated';
import { expect, test } from './page';
import { longestTasks } from './tasks';

const times = (count: number, text: string) => Array.from({ length: count }, () => text).join(',');

/** One layer of a text of so many tokens that reads itself, written as rows of cross attention. */
function longText(count: number): string {
  const row = `[${Array.from({ length: count }, (_, key) => (key % 7 === 3 ? 6e-4 : 1e-5)).join(',')}]`;
  const tokens = Array.from({ length: count }, (_, key) => `w${key}`);
  const query_tokens = ['who', 'reads'];
  return `{"tokens": ${JSON.stringify(tokens)}, "query_tokens": ${JSON.stringify(query_tokens)}, "attentions": [[[${row},${row}]]]}`;
}

const causal = '[[1,0],[0.5,0.5]]';
const inputs: Readonly<Record<string, () => string>> = {
  '300,000 layers of one token': () => `{"attentions": [${times(300_000, '[[[1]]]')}]}`,
  '10,000 layers': () => `{"prompt_length": 1, "attentions": [${times(10_000, `[${causal}]`)}]}`,
  '10,000 heads': () => `{"attentions": [[${times(10_000, causal)}]]}`,
  '10,000 samples': () => {
    const sample = `{"tokens": ["a", "b"], "attentions": [[${causal}]], "importance": {"gradient": [1, 2]}}`;
    return `{"samples": [${times(10_000, sample)}]}`;
  },
  '10,000 tokens': () => longText(10_000),
  '512 tokens': () => fileOf(randomAttention({ layers: 3, heads: 2, tokens: 512 }, 8)),
};

/** Elements of the page, those in shadow roots among them. */
function elements(page: Page): Promise<number> {
  return page.evaluate(() => {
    const countIn = (root: ParentNode): number =>
      [...root.querySelectorAll('*')].reduce(
        (count, { shadowRoot }) => count + 1 + (shadowRoot === null ? 0 : countIn(shadowRoot)),
        0,
      );
    return countIn(document);
  });
}

/** Opens a file from disk, which costs the page nothing, and waits for its picture. */
async function open(page: Page, path: string): Promise<void> {
  await page.getByLabel('Open a file').setInputFiles(path);
  await expect(page.getByTestId('what')).not.toContainText('worked example', { timeout: 120_000 });
  await expect(page.locator('.canvas.dimmed')).toHaveCount(0, { timeout: 120_000 });
}

for (const [what, input] of Object.entries(inputs)) {
  test(`${what} lay out no more than can be read, and hold the page up in no view`, async ({
    explorer,
    page,
  }, info) => {
    expect(explorer.page).toBe(page);
    const path = info.outputPath('many.json.gz');
    writeFileSync(path, gzipSync(input()));
    const tasks: Record<string, number[]> = {};
    tasks['opening'] = await longestTasks(page, () => open(page, path));
    for (const tab of await page.getByRole('tab').all()) {
      const name = (await tab.textContent()) ?? '';
      tasks[name] = await longestTasks(page, async () => {
        await tab.click();
        await expect(
          page.getByText(/Fetching the view|^Comparing|Following the steps/),
        ).toHaveCount(0);
        await expect(tab).toHaveAttribute('aria-selected', 'true');
      });
      expect(await elements(page), name).toBeLessThan(5000);
    }
    // 80 ms at most are usual, of the thread's own time; what is quadratic takes seconds.
    for (const [name, [longest = 0]] of Object.entries(tasks))
      expect(longest, name).toBeLessThan(500);
  });
}
