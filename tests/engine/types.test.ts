import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const text = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

it.each(['headwater', 'headwater-formats'])(
  'keeps the committed types of the module %s as the build generates them',
  (name) => {
    expect(
      text('wasm/headwater.d.ts'),
      `copy build/wasm/${name}.d.ts to wasm/headwater.d.ts and look at what changed`,
    ).toBe(text(`build/wasm/${name}.d.ts`));
  },
);
