import { writeFileSync } from 'node:fs';
import config from '../../playwright.config';
import { npyFile } from '../engine/binary-files';
import { expect, test } from './page';

const { args = [], ...launch } = config.use?.launchOptions ?? {};
test.use({ launchOptions: { ...launch, args: [...args, '--js-flags=--expose-gc'] } });

test('a large file opens while the browser collects garbage', async ({ explorer, page }, info) => {
  const tokens = 180;
  const path = info.outputPath('large.npy');
  const weights = new Float32Array(12 * 12 * tokens * tokens).fill(1 / tokens);
  writeFileSync(path, npyFile([12, 12, tokens, tokens], weights));
  await expect(explorer.caption).toContainText('rollout');
  for (const worker of page.workers()) {
    await worker.evaluate(() => {
      const collect = () => {
        gc?.();
        setTimeout(collect);
      };
      collect();
    });
  }
  await page.getByLabel('Open a file').setInputFiles(path);
  await expect(page.getByTestId('what')).toContainText('180 tokens', { timeout: 20_000 });
});
