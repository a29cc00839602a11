import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const text = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

it('keeps the committed types of the module as the build generates them', () => {
  expect(
    text('wasm/headwater.d.ts'),
    'copy build/wasm/headwater.d.ts to wasm/headwater.d.ts and look at what changed',
  ).toBe(text('build/wasm/headwater.d.ts'));
});
