import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

it('documents the messages that the program gives', () => {
  const printed = execFileSync(path('build/dev/tests/messages'), { encoding: 'utf8' });
  expect(readFileSync(path('docs/messages.md'), 'utf8')).toBe(printed);
});
