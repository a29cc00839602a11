import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { notices } from '../../scripts/steps/notices.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

for (const folder of ['site', 'site/embed', 'element', 'package', 'cli']) {
  test(`dist/${folder} holds the notices of what is in it`, () => {
    expect(readFileSync(`${root}dist/${folder}/NOTICES.txt`, 'utf8')).toBe(notices());
  });
}

test('a saved page holds the notices, where they are read without a program', () => {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-notices-'));
  const page = join(folder, 'page.html');
  execFileSync(process.execPath, [
    `${root}dist/cli/headwater.mjs`,
    ...['export', `${root}examples/worked-example.json`, '-o', page],
  ]);
  const comments = readFileSync(page, 'utf8').match(/<!--[\s\S]*?-->/g) ?? [];
  rmSync(folder, { recursive: true });
  expect(comments.map((comment) => comment.slice(5, -4))).toContain(notices());
});
