import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Folder, headwater } from './run';

const folder = new Folder();
afterAll(() => folder.remove());

/** A row-stochastic matrix whose row 0 is given. */
const withRow = (row: number[]) => [row, ...row.slice(1).map(() => row.map(() => 1 / row.length))];

const sample = (row: number[], importance: number[], rest: object = {}) => ({
  attentions: [withRow(row)],
  readout: 0,
  importance: { gradient: importance },
  ...rest,
});
const good = [
  sample([0.5, 0.3, 0.2], [3, 2, 1]),
  sample([0.2, 0.3, 0.5], [3, 2, 1]),
  sample([0.5, 0.3, 0.2], [1, 1, 1]),
  sample([0.3, 0.5, 0.2], [3, 2, 1]),
  sample([0.4, 0.4, 0.2], [3, 2, 1]),
];
const write = (name: string, samples: object[]) => folder.write(name, JSON.stringify({ samples }));
const file = write('samples.json', good);

describe('headwater evaluate', () => {
  it('gives mean, standard deviation and the number undefined of every layer', () => {
    const { stdout, stderr, status } = headwater(['evaluate', file, '--methods', 'raw']);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const { samples, table, correlations } = JSON.parse(stdout);
    const expected = [1, -1, 0.5, Math.sqrt(0.75)];
    const mean = expected.reduce((sum, value) => sum + value) / 4;
    expect(samples).toBe(5);
    expect(correlations.raw[2]).toEqual([null]);
    expect(table.raw[0].undefined).toBe(1);
    expect(table.raw[0].mean).toBeCloseTo(mean, 12);
    const squares = expected.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    expect(table.raw[0].std).toBeCloseTo(Math.sqrt(squares / 3), 12);
  });

  it('evaluates every method where none is named', () => {
    const { table } = JSON.parse(headwater(['evaluate', file]).stdout);
    expect(Object.keys(table)).toEqual(['raw', 'rollout', 'flow']);
  });

  it('gives the same bytes with threads, and from shards in any order', () => {
    const whole = headwater(['evaluate', file, '--workers', '1']).stdout;
    expect(headwater(['evaluate', file, '--workers', '2']).stdout).toBe(whole);
    const shards = [3, 1, 2].map((shard) => {
      const path = join(folder.path, `${shard}.json`);
      expect(headwater(['evaluate', file, '--shard', `${shard}/3`, '-o', path]).status).toBe(0);
      return path;
    });
    const merged = join(folder.path, 'merged.json');
    expect(headwater(['merge', ...shards, '-o', merged])).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(merged, 'utf8')).toBe(whole);
    expect(headwater(['merge', ...shards.slice(1)]).stderr).toMatch(/3\/3 is missing/);
    expect(headwater(['merge', ...shards, shards[0] ?? '']).stderr).toMatch(/both shard 3\/3/);
  });

  it.each([
    ['no reference at all', [{ attentions: [withRow([0.5, 0.5])], readout: 0 }], 3, /no reference/],
    [
      'a reference that a sample lacks',
      [...good, { attentions: [withRow([0.5, 0.5])], readout: 0 }],
      3,
      /Sample 5 has no reference importance "gradient"/,
    ],
    ['a reference of the wrong length', [sample([0.5, 0.5], [1, 2, 3])], 3, /3 values.*2 tokens/],
    [
      'a sample without a read-out',
      [...good, { ...sample([0.5, 0.5], [1, 2]), readout: undefined }],
      3,
      /Sample 5 names no read-out/,
    ],
    [
      'several references and none chosen',
      [{ ...good[0], importance: { a: [1, 2, 3], b: [1, 2, 3] } }],
      2,
      /"a", "b"/,
    ],
  ])('refuses %s', (name, samples, status, message) => {
    const answer = headwater(['evaluate', write(`${name}.json`, samples)]);
    expect(answer.stderr).toMatch(message);
    expect(answer.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(answer.status).toBe(status);
  });

  it('refuses a read-out outside of a sample, with its number', () => {
    const { stderr, status } = headwater(['evaluate', file, '--readout', '3']);
    expect(stderr).toMatch(/Sample 0: .*read-out position is 3/);
    expect(status).toBe(2);
  });

  it.each(['0/3', '4/3', '1'])('refuses the shard %s', (shard) => {
    expect(headwater(['evaluate', file, '--shard', shard])).toMatchObject({ status: 2 });
  });
});
