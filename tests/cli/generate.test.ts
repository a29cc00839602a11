import { afterAll, describe, expect, it } from 'vitest';
import { Folder, headwater } from './run';

const folder = new Folder();
afterAll(() => folder.remove());

/** One causal layer of one head; with no residual the rollout is the weights. */
const rows = [
  [1, 0, 0, 0],
  [0.5, 0.5, 0, 0],
  [0.25, 0.25, 0.5, 0],
  [0.5, 0, 0.25, 0.25],
];
const tokens = ['a', 'is', 'b', 'c'];
const one = folder.write('one.json', JSON.stringify({ tokens, attentions: [rows] }));
const steps = [2, 3, 4].map((length) => [
  [
    [
      (length === 2 ? rows.slice(0, 2) : rows.slice(length - 1, length)).map((row) =>
        row.slice(0, length),
      ),
    ],
  ],
]);
const cached = folder.write(
  'cached.json',
  JSON.stringify({ tokens: [...tokens, 'd'], attentions: steps }),
);

function generated(args: string[]) {
  const { status, stdout, stderr } = headwater(['generate', ...args, '--residual', 'none']);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

describe('headwater generate', () => {
  it('gives generated × prompt × layers of one pass', () => {
    expect(generated([one, '--prompt-length', '2'])).toMatchObject({
      shape: [2, 2, 1],
      generated: ['b', 'c'],
      values: [
        [[0.5], [0.5]],
        [[0.25], [0.25]],
      ],
      from_generated: [[0], [0.5]],
    });
  });

  it('gives the step after the end when asked', () => {
    const { shape, values, generated: names } = generated([one, '--prompt-length', '2', '--next']);
    expect(shape).toEqual([3, 2, 1]);
    expect(values[2]).toEqual([[0.5], [0]]);
    expect(names).toEqual(['b', 'c', null]);
  });

  it('gives the same of recorded steps, which know their prompt', () => {
    const recorded = generated([cached]);
    expect(recorded.values).toEqual(generated([one, '--prompt-length', '2', '--next']).values);
    expect(recorded.generated).toEqual(['b', 'c', 'd']);
  });

  it('leaves tokens out, says how much they held, and scales the rest', () => {
    const filtered = generated([cached, '--filter', 'default']);
    expect(filtered).toMatchObject({ shape: [3, 1, 1], prompt: ['a'], positions: [0] });
    expect(filtered.left_out).toEqual([[0.5], [0.25], [0]]);
    const scaled = generated([cached, '--filter', 'is', '--renormalize']);
    expect(scaled.values).toEqual([[[1]], [[1]], [[1]]]);
  });

  it.each([
    ['no prompt length', [one], 2, /--prompt-length/],
    ['a prompt of none', [one, '--prompt-length', '0'], 2, /from 1 to 3/],
    ['a prompt longer than the text', [one, '--prompt-length', '5'], 2, /from 1 to 3/],
    ['the whole text as the prompt', [one, '--prompt-length', '4'], 2, /nothing was generated/],
    ['another prompt than the recorded one', [cached, '--prompt-length', '3'], 2, /begin with 2/],
    [
      'attention that is not causal',
      [
        folder.write(
          'full.json',
          JSON.stringify({
            attentions: [
              [
                [0.5, 0.5],
                [0.5, 0.5],
              ],
            ],
          }),
        ),
        '--prompt-length',
        '1',
      ],
      3,
      /not causal.*row 0, column 1/,
    ],
    [
      'steps that do not grow by one',
      [folder.write('jump.json', JSON.stringify([steps[0], steps[2]]))],
      3,
      /Generation step 1 has 1x4 matrices where 3x3 or 1x3/,
    ],
  ])('refuses %s', (_, args, status, message) => {
    const answer = headwater(['generate', ...args]);
    expect(answer.stderr).toMatch(message);
    expect(answer.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(answer.status).toBe(status);
  });
});
