import { closeSync, existsSync, ftruncateSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Folder, headwater } from './run';

const folder = new Folder();
afterAll(() => folder.remove());

const file = (name: string, attentions: unknown, rest: object = {}) =>
  folder.write(name, JSON.stringify({ ...rest, attentions }));

describe('headwater on bad input', () => {
  it.each([
    ['an empty file', folder.write('empty.json', ''), /empty/i],
    ['no JSON', folder.write('text.json', 'hello'), /line 1/],
    ['truncated JSON', folder.write('cut.json', '{"attentions": [[[[0.5, 0.5], [0.5'), /end/i],
    ['ragged rows', file('ragged.json', [[[0.5, 0.5], [1]]]), /layer 0, .*row 1/],
    [
      'a token too few',
      file(
        'tokens.json',
        [
          [
            [1, 0],
            [0, 1],
          ],
        ],
        { tokens: ['a'] },
      ),
      /1 token.*2/,
    ],
    ['NaN', folder.write('nan.json', '{"attentions": [[[1, NaN], [0, 1]]]}'), /row 0, column 1/],
    [
      'a negative weight',
      file('negative.json', [
        [
          [1.5, -0.5],
          [0, 1],
        ],
      ]),
      /-0\.5.*softmax/,
    ],
    ['null weights', file('null.json', [null, null]), /eager/],
    [
      'rows that sum to one half',
      file('half.json', [
        [
          [0.5, 0],
          [0, 0.5],
        ],
      ]),
      /sums? to 0\.5.*--renormalize-rows/,
    ],
    [
      'rectangular attention',
      file('cross.json', [
        [
          [
            [0.5, 0.25, 0.25],
            [1, 0, 0],
          ],
        ],
      ]),
      /2 rows and 3 columns/,
    ],
    ['a file that is not there', join(folder.path, 'missing.json'), /no such file/],
    ['a folder', folder.path, /folder/],
  ])('refuses %s with status 3 and one message', (_, path, message) => {
    const { status, stdout, stderr } = headwater(['rollout', path]);
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
    expect(status).toBe(3);
  });

  it('refuses a file of 2 GB of nothing at its first byte', () => {
    const path = join(folder.path, 'huge.json');
    const handle = openSync(path, 'w');
    ftruncateSync(handle, 2 ** 31);
    closeSync(handle);
    const { status, stderr } = headwater(['validate', path]);
    expect(stderr).toMatch(/JSON/);
    expect(status).toBe(3);
  });

  it.each([
    ['no command', [], /headwater/],
    ['an unknown command', ['roll'], /no command "roll"/],
    ['no input', ['rollout'], /Name an input/],
    ['two inputs', ['rollout', 'a', 'b'], /One input/],
    ['an unknown flag', ['rollout', '-', '--head', 'mean'], /--head/],
    ['a word for a number', ['rollout', '-', '--discard', 'much'], /--discard/],
    ['an unknown preset', ['rollout', '-', '--preset', 'best'], /abnar-zuidema/],
    ['an unknown residual', ['rollout', '-', '--residual', 'half'], /average, add/],
    [
      'a weight without average',
      ['rollout', '-', '--residual', 'add', '--residual-weight', '0.3'],
      /average/,
    ],
  ])('refuses %s with status 2', (_, args, message) => {
    const { status, stderr } = headwater(args, '');
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
  });

  it.each([
    ['a discard ratio of 1', ['--discard', '1'], /below 1/],
    ['a head that is not there', ['--heads', '7'], /head 7/i],
    ['a layer that is not there', ['--layers', '4'], /layer 4/i],
    ['a start layer that is not there', ['--from', '9'], /start layer is 9/],
  ])('refuses %s with status 2 once the input is known', (_, flags, message) => {
    const good = file('good.json', [
      [
        [1, 0],
        [0, 1],
      ],
    ]);
    const { status, stderr } = headwater(['rollout', good, ...flags]);
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
  });

  it('writes nothing where numbers leave their range, and says at which layer', () => {
    const row = [0.5, 0.5];
    const deep = file('deep.json', Array(200).fill([row, row]));
    const written = join(folder.path, 'deep-rollout.json');
    const refused = headwater(['rollout', deep, '--residual', 'add', '-o', written]);
    expect(refused.status).toBe(3);
    expect(refused.stderr).toMatch(/range of numbers at layer 128 .*average residual/);
    expect(existsSync(written)).toBe(false);
    expect(headwater(['rollout', deep, '--residual', 'add', '--layers', '127']).stdout).toBe('');
    expect(headwater(['rollout', deep]).status).toBe(0);
  });
});
