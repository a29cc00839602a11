import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { Folder, headwater } from './run';

const folder = new Folder();
afterAll(() => folder.remove());

const example = fileURLToPath(new URL('../../examples/worked-example.json', import.meta.url));
const at = (name: string) => join(folder.path, name);

/** The file that a command writes under a name. */
function written(name: string, args: string[]): Buffer {
  const answer = headwater([...args, '-o', at(name)]);
  expect(answer).toMatchObject({ status: 0, stdout: '', stderr: '' });
  return readFileSync(at(name));
}

/** Matrices as the JSON has them. */
function matrices(args: string[]): number[][][] {
  return JSON.parse(headwater(args).stdout).matrices;
}

/** Values of a table, one line for each row of each matrix. */
function tableOf(csv: string) {
  const [first = '', head = '', ...lines] = csv.trimEnd().split('\n');
  const cells = lines.map((line) => line.split(','));
  return {
    settings: JSON.parse(first.replace(/^# /, '')),
    head: head.split(','),
    places: cells.map(([layer, query]) => [layer, query]),
    rows: cells.map((line) => line.slice(2).map(Number)),
  };
}

describe.each([
  ['rollout', '<f4'],
  ['flow', '<f8'],
])('headwater %s', (command, type) => {
  const all = [command, example, '--layers', 'all'];

  it('writes a table where the name ends in .csv', () => {
    const { settings, head, places, rows } = tableOf(written('r.csv', all).toString());
    expect(rows).toEqual(matrices(all).flat());
    expect(head.slice(0, 4)).toEqual(['layer', 'query', '[CLS]', 'The']);
    expect(places.slice(7, 9)).toEqual([
      ['0', '[SEP]'],
      ['1', '[CLS]'],
    ]);
    expect(settings).toMatchObject({ method: command, input: 'worked-example.json', layer: 5 });
  });

  it('writes an array where the name ends in .npy', () => {
    const bytes = written('R.NPY', all);
    const begin = 10 + bytes.readUInt16LE(8);
    expect(begin % 64).toBe(0);
    expect(bytes.toString('latin1', 0, begin)).toContain(
      `{'descr': '${type}', 'fortran_order': False, 'shape': (6, 8, 8), }`,
    );
    const expected = matrices(all).flat(2);
    const data = bytes.buffer.slice(bytes.byteOffset + begin, bytes.byteOffset + bytes.length);
    const values = type === '<f4' ? new Float32Array(data) : new Float64Array(data);
    expect([...values]).toEqual(expected);
  });

  it('writes a picture of one layer where the name ends in .svg', () => {
    const svg = written('r.svg', [command, example, '--layers', '1']).toString();
    expect(svg).toContain(`${command} after layer 2 · mean of 8 heads`);
    expect(svg).toContain('layer=1');
    const { status, stderr } = headwater([...all, '-o', at('all.svg')]);
    expect(stderr).toContain('SVG shows one layer, and --layers names 6. Name one of them.');
    expect(status).toBe(2);
  });

  it('writes JSON for other endings, and what --format says whatever the ending', () => {
    const json = headwater([command, example]).stdout;
    for (const name of ['r.json', 'r.txt', 'r']) {
      expect(written(name, [command, example]).toString()).toBe(json);
    }
    expect(written('csv.csv', [command, example, '--format', 'json']).toString()).toBe(json);
    const csv = written('t.csv', [command, example]).toString();
    expect(written('t.txt', [command, example, '--format', 'csv']).toString()).toBe(csv);
    expect(headwater([command, example, '--format', 'csv']).stdout).toBe(csv);
  });

  it('refuses formats that it does not write, before the input is read', () => {
    const wrong = headwater([command, at('missing.json'), '--format', 'xlsx']);
    expect(wrong.stderr).toContain('--format is one of json, csv, npy, svg, not "xlsx"');
    expect(wrong.status).toBe(2);
    const png = headwater([command, at('missing.json'), '-o', at('r.png')]);
    expect(png.stderr).toContain('--format with one of json, csv, npy, svg');
    expect(png.status).toBe(2);
  });
});

describe('one row and one column of a flow', () => {
  it('are called as in the whole', () => {
    const args = ['flow', example, '--source', '4', '--sink', '2'];
    const { settings, head, places, rows } = tableOf(written('one.csv', args).toString());
    expect([head, places]).toEqual([['layer', 'query', 'quick'], [['5', 'fox']]]);
    expect(rows).toEqual(matrices(args)[0]);
    expect(settings).toMatchObject({ source: 4, sink: 2 });
  });

  it('have a minimum cut in JSON only', () => {
    const args = ['flow', example, '--source', '4', '--sink', '2', '--cut', '-o', at('cut.csv')];
    const { status, stderr } = headwater(args);
    expect(stderr).toContain('--cut goes with --format json');
    expect(status).toBe(2);
  });
});
