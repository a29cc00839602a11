import { afterAll, describe, expect, it } from 'vitest';
import { randomFile, randomWeights } from '../engine/attention-json';
import { Folder, headwater } from './run';

const folder = new Folder();
afterAll(() => folder.remove());

const shape = { layers: 3, heads: 2, tokens: 4 };

describe('headwater validate', () => {
  it('prints model, layers, heads, tokens, causality and row sums', () => {
    const path = folder.write('causal.json', randomFile(shape, 1, true));
    const { status, stdout } = headwater(['validate', path]);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^model +random\nlayers +3\nheads +2\ntokens +4\ncausal +yes\nrow sums +within .* of 1/,
    );
  });

  it('warns of rows that do not sum to 1, and says which is the worst', () => {
    const attentions = [
      [
        [0.5, 0],
        [0, 1],
      ],
    ];
    const { status, stdout } = headwater([
      'validate',
      folder.write('half.json', JSON.stringify(attentions)),
    ]);
    expect(stdout).toMatch(/warning +.*0\.5.*layer 0, head 0, row 0/);
    expect(status).toBe(0);
  });

  it('warns of padding until it is cropped', () => {
    const padded = folder.write(
      'padded.json',
      JSON.stringify([
        [
          [0.5, 0.5, 0],
          [1, 0, 0],
          [0, 1, 0],
        ],
      ]),
    );
    expect(headwater(['validate', padded]).stdout).toMatch(/warning +1 column is 0/);
    const cropped = headwater(['validate', padded, '--crop-padding']).stdout;
    expect(cropped).toMatch(/tokens +2 of 3\n.*padding +1 tokens\n/s);
    expect(cropped).not.toContain('warning');
  });

  it('shows rectangles, batches and samples', () => {
    const cross = JSON.stringify([
      [
        [
          [0.5, 0.5, 0],
          [1, 0, 0],
        ],
      ],
    ]);
    expect(headwater(['validate', '-'], cross).stdout).toMatch(/2 queries × 3 keys/);
    const batch = randomWeights(shape, 2).map((heads) => [heads, heads, heads]);
    const found = headwater(['validate', '-', '--batch', '2'], JSON.stringify(batch)).stdout;
    expect(found).toMatch(/batch +3 items, item 2 shown/);
    const lines = `${randomFile(shape, 3)}\n${randomFile(shape, 4)}\n`;
    expect(headwater(['validate', '-'], lines).stdout).toMatch(/samples +2, sample 0 shown/);
  });
});
