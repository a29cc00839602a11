import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const built = (path: string) => fileURLToPath(new URL(`../../build/${path}`, import.meta.url));
const options = { encoding: 'utf8', maxBuffer: 2 ** 28 } as const;

const native = execFileSync(built('dev/tests/parity_results'), options).trimEnd().split('\n');
const wasm = execFileSync(process.execPath, [built('wasm/tests/parity_results.cjs')], options)
  .trimEnd()
  .split('\n');

const exact = (lines: string[]) => lines.filter((line) => line.includes(' exact '));
const rollout = (lines: string[]) =>
  lines.filter((line) => line.includes(' close rollout ')).map((line) => line.split(' '));

it('computes layer matrices, flows, cuts and paths to the same bit natively and as wasm', () => {
  // 6 inputs x 4 settings x 5 layers x 23 x 23, of the layer matrices and of the flows.
  expect(exact(native).length).toBeGreaterThan(2 * 6 * 4 * 5 * 23 * 23);
  expect(exact(wasm)).toEqual(exact(native));
});

it('computes rollout within float rounding natively and as wasm', () => {
  const [here, there] = [rollout(native), rollout(wasm)];
  expect(here.length).toBe(6 * 4 * 5 * 23 * 23);
  expect(there.length).toBe(here.length);
  for (const [index, words] of here.entries()) {
    const value = Number(words.at(-1));
    const difference = Math.abs(value - Number(there[index]?.at(-1)));
    expect(difference).toBeLessThanOrEqual(2e-6 * Math.max(1, value));
  }
});
