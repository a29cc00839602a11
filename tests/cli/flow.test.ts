import { afterAll, describe, expect, it } from 'vitest';
import { randomFile } from '../engine/attention-json';
import { Folder, headwater } from './run';

const folder = new Folder();
afterAll(() => folder.remove());

const path = folder.write('random.json', randomFile({ layers: 4, heads: 2, tokens: 7 }, 1));

function result(args: string[]) {
  const { status, stdout, stderr } = headwater(['flow', ...args]);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

describe('headwater flow', () => {
  it('gives the first layer as the layer matrix itself', () => {
    const { matrices, method, layers } = result([path, '--layers', 'all']);
    const [first] = JSON.parse(headwater(['rollout', path, '--layers', '0']).stdout).matrices;
    expect([method, layers]).toEqual(['flow', [0, 1, 2, 3]]);
    for (const [query, row] of matrices[0].entries()) {
      for (const [key, value] of row.entries()) expect(value).toBeCloseTo(first[query][key], 6);
    }
  });

  it('gives rows, columns and single values of the same matrix', () => {
    const [whole] = result([path]).matrices;
    expect(result([path, '--source', '2']).matrices).toEqual([[whole[2]]]);
    expect(result([path, '--sink', '5']).matrices).toEqual([
      whole.map((row: number[]) => [row[5]]),
    ]);
    expect(result([path, '--source', '2', '--sink', '5']).matrices).toEqual([[[whole[2][5]]]]);
  });

  it('divides rows by their sums when asked', () => {
    const [whole] = result([path]).matrices;
    const [normalised] = result([path, '--normalize', 'rows']).matrices;
    for (const [query, row] of whole.entries()) {
      const sum = row.reduce((total: number, value: number) => total + value, 0);
      for (const [key, value] of row.entries()) {
        expect(normalised[query][key]).toBeCloseTo(value / sum, 12);
      }
    }
    expect(result([path, '--normalize', 'rows', '--source', '1', '--sink', '3']).matrices).toEqual([
      [[normalised[1][3]]],
    ]);
  });

  it('adds the minimum cut, whose arcs add up to the value, and the paths', () => {
    const { matrices, cut } = result([path, '--source', '0', '--sink', '6', '--cut']);
    expect(cut.value).toBe(matrices[0][0][0]);
    const capacity = cut.arcs.reduce((sum: number, [, , , arc]: number[]) => sum + (arc ?? 0), 0);
    expect(capacity).toBeCloseTo(cut.value, 9);
    const amount = cut.paths.reduce(
      (sum: number, path: { amount: number }) => sum + path.amount,
      0,
    );
    expect(amount).toBeCloseTo(cut.value, 12);
  });

  it('verifies every value against its cut', () => {
    const { check } = result([path, '--verify']);
    expect(check.pairs).toBe(4 * 7 * 7);
    expect(check.largestGap).toBe(0);
    expect(check.largestInputGap).toBeLessThan(1e-9);
  });

  it('gives the same bits with three threads as with one', () => {
    const large = folder.write('large.json', randomFile({ layers: 3, heads: 1, tokens: 72 }, 2));
    const one = result([large, '--layers', 'all', '--workers', '1']);
    expect(result([large, '--layers', 'all', '--workers', '3'])).toEqual(one);
  }, 60_000);

  it('takes sinks of an upper layer', () => {
    const upper = result([path, '--sink-layer', '3']).matrices;
    const [matrix] = result([path, '--layers', '3', '--sink-layer', '3']).matrices;
    expect(upper).toEqual([matrix]);
    for (const row of matrix) {
      expect(row.reduce((sum: number, value: number) => sum + value, 0)).toBeCloseTo(1, 6);
    }
  });

  it.each([
    ['the recurrent residual', ['--residual', 'recurrent'], /recurrent/, 2],
    ['a source that is not there', ['--source', '7'], /source/, 2],
    ['a sink that is not there', ['--sink', '-1'], /sink/, 2],
    ['--cut without a sink', ['--source', '1', '--cut'], /--cut takes/, 2],
    ['another normalisation', ['--normalize', 'columns'], /--normalize takes rows/, 2],
    ['no workers', ['--workers', '0'], /--workers/, 2],
  ])('refuses %s', (_, flags, message, expected) => {
    const { status, stdout, stderr } = headwater(['flow', path, ...flags]);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(status).toBe(expected);
  });

  it('refuses rectangular attention as input that flow is not defined for', () => {
    const cross = JSON.stringify([
      [
        [
          [0.5, 0.5, 0],
          [1, 0, 0],
        ],
      ],
    ]);
    expect(headwater(['flow', '-'], cross)).toMatchObject({ status: 3, stdout: '' });
  });
});
