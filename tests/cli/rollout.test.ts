import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { Folder, headwater } from './run';

const folder = new Folder();
afterAll(() => folder.remove());

const example = fileURLToPath(new URL('../../examples/worked-example.json', import.meta.url));

/** Two layers of two heads, easily multiplied by hand. */
const small = {
  model: 'by hand',
  tokens: ['a', 'b'],
  attentions: [
    [
      [
        [1, 0],
        [0, 1],
      ],
      [
        [1, 0],
        [1, 0],
      ],
    ],
    [
      [
        [0, 1],
        [0, 1],
      ],
      [
        [1, 0],
        [0, 1],
      ],
    ],
  ],
};
const smallFile = folder.write('small.json', JSON.stringify(small));

function matrices(args: string[]): number[][][] {
  const { status, stdout, stderr } = headwater(args);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout).matrices;
}

describe('headwater rollout', () => {
  it('gives the published first row of the worked example', () => {
    const [last] = matrices(['rollout', example, '--discard', '0.1']);
    expect(last?.[0]?.map((value) => value.toFixed(3))).toEqual([
      '0.327',
      '0.219',
      '0.150',
      '0.099',
      '0.065',
      '0.042',
      '0.038',
      '0.061',
    ]);
  });

  it('writes method, layers, tokens, matrices and options', () => {
    const { stdout } = headwater(['rollout', smallFile]);
    expect(JSON.parse(stdout)).toMatchObject({
      method: 'rollout',
      layers: [1],
      tokens: ['a', 'b'],
      options: {
        fusion: { kind: 'mean' },
        residual: { kind: 'average', weight: 0.5 },
        discard: { ratio: 0, order: 'after' },
        startLayer: 0,
        batch: 0,
      },
    });
  });

  it('multiplies by hand: the mean of the heads, half residual, upper layer on the left', () => {
    // A_0 = [[1 0] [1/4 3/4]], A_1 = [[3/4 1/4] [0 1]], R_1 = A_1 A_0
    expect(matrices(['rollout', smallFile, '--layers', 'all'])).toEqual([
      [
        [1, 0],
        [0.25, 0.75],
      ],
      [
        [0.8125, 0.1875],
        [0.25, 0.75],
      ],
    ]);
  });

  it.each([
    [
      ['--heads', 'max', '--residual', 'none'],
      [2, 1],
      [1, 1],
    ],
    [
      ['--heads', 'min', '--residual', 'none'],
      [0, 0],
      [0, 0],
    ],
    [
      ['--heads', '1', '--residual', 'none'],
      [1, 0],
      [1, 0],
    ],
    [
      ['--heads', '0,1', '--residual', 'add'],
      [3.25, 0.75],
      [1, 3],
    ],
    [
      ['--heads', 'weights:3,1', '--residual', 'none'],
      [0.4375, 0.5625],
      [0.25, 0.75],
    ],
    [
      ['--residual-weight', '1'],
      [1, 0],
      [0, 1],
    ],
    [
      ['--heads', '1', '--residual', 'none', '--all-heads-below'],
      [1, 0],
      [0.5, 0.5],
    ],
    [
      ['--from', '1'],
      [0.75, 0.25],
      [0, 1],
    ],
    [
      ['--residual', 'recurrent'],
      [1.25, 0.75],
      [0.5, 1.5],
    ],
  ])('honours %j', (flags, first, second) => {
    expect(matrices(['rollout', smallFile, ...flags])).toEqual([[first, second]]);
  });

  it('counts negative layers from the last', () => {
    const { stdout } = headwater(['rollout', example, '--layers', '-1,0,2']);
    expect(JSON.parse(stdout).layers).toEqual([0, 2, 5]);
  });

  it('reads standard input, plain or gzip', () => {
    const plain = headwater(['rollout', '-'], JSON.stringify(small));
    const packed = headwater(['rollout', '-'], gzipSync(JSON.stringify(small)));
    expect(plain).toMatchObject({ status: 0, stderr: '' });
    expect(packed).toEqual(plain);
  });

  it('writes a file whole, and none when the input is bad', () => {
    const good = join(folder.path, 'out.json');
    expect(headwater(['rollout', smallFile, '-o', good])).toMatchObject({ status: 0, stdout: '' });
    expect(JSON.parse(readFileSync(good, 'utf8')).method).toBe('rollout');
    const bad = join(folder.path, 'bad-out.json');
    const cut = folder.write('cut.json', '{"attentions": [[[1');
    expect(headwater(['rollout', cut, '-o', bad]).status).toBe(3);
    expect(readdirSync(folder.path).filter((name) => /bad-out|partial/.test(name))).toEqual([]);
  });

  it('says where it cannot write', () => {
    const nowhere = join(folder.path, 'missing', 'out.json');
    const { status, stderr } = headwater(['rollout', smallFile, '-o', nowhere]);
    expect(status).toBe(3);
    expect(stderr).toContain(nowhere);
  });

  it.each([
    [['--preset', 'abnar-zuidema'], []],
    [
      ['--preset', 'tutorial'],
      ['--discard', '0.1'],
    ],
    [
      ['--preset', 'augmented'],
      ['--residual', 'add'],
    ],
    [
      ['--preset', 'recurrent'],
      ['--residual', 'recurrent'],
    ],
    [
      ['--preset', 'no-residual'],
      ['--residual', 'none'],
    ],
  ])('knows %j by its flags', (preset, flags) => {
    expect(matrices(['rollout', example, ...preset])).toEqual(
      matrices(['rollout', example, ...flags]),
    );
  });
});
