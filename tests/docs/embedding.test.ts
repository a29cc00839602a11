import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { attributeNames, usualSettings, viewSettings } from '#element/headwater-view/view-settings';

const page = fileURLToPath(new URL('../../docs/embedding.md', import.meta.url));
const [begin, end] = ['<!-- settings -->\n', '<!-- end of settings -->'];

it('documents the attributes of a picture as they are read (to write it: vitest -u)', async () => {
  const rows = viewSettings.map(
    ({ attribute, expects, text }) =>
      `| \`${attribute}\` | ${expects} | \`${text(usualSettings)}\` |\n`,
  );
  const [before, rest] = readFileSync(page, 'utf8').split(begin);
  const head = '| attribute | takes | default |\n|---|---|---|\n';
  const made = `${before}${begin}${head}${rows.join('')}${end}${rest?.split(end)[1]}`;
  await expect(made).toMatchFileSnapshot(page);
  for (const name of attributeNames) expect(made).toContain(`| \`${name}\` | `);
});
