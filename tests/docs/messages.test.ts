import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const table = readFileSync(path('docs/messages.md'), 'utf8');
const documented = new Set([...table.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name));

describe('docs/messages.md', () => {
  it('documents the messages that the program gives (to write it: vitest -u)', async () => {
    const printed = execFileSync(path('build/dev/tests/messages'), { encoding: 'utf8' });
    await expect(printed).toMatchFileSnapshot(path('docs/messages.md'));
  });

  it('has every name that TypeScript gives an error', () => {
    const sources = readdirSync(path('web'), { encoding: 'utf8', recursive: true })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(path(`web/${name}`), 'utf8'));
    const codes = sources.flatMap((text) =>
      [
        ...text.matchAll(/new EngineError\(\s*([^,]*),|EngineError \? error\.code :([^;]*);/g),
      ].flatMap(([, first = '', second = '']) => {
        const names = [...(first + second).matchAll(/'([^']*)'/g)].map(([, name]) => name);
        // What is no text of its own passes the name of another error on.
        if (names.length === 0) expect(first + second).toMatch(/\bcode\b/);
        return names;
      }),
    );
    expect(codes).toEqual(expect.arrayContaining(['fetch', 'link', 'broken', 'ragged']));
    expect(codes.filter((code) => !documented.has(code))).toEqual([]);
  });
});
