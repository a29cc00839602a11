import { afterAll, describe, expect, it } from 'vitest';
import { Folder, headwater } from './run';

const folder = new Folder();
afterAll(() => folder.remove());

const good = {
  shard: [1, 1],
  total: 2,
  layers: 2,
  indices: [0, 1],
  correlations: {
    raw: [
      [0.5, null],
      [1, -1],
    ],
  },
  options: { methods: ['raw'] },
};

const merge = (text: string) => headwater(['merge', folder.write('shard.json', text)]);

describe('headwater merge', () => {
  it('takes a shard that is all', () => {
    const { status, stdout } = merge(JSON.stringify(good));
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ samples: 2, correlations: good.correlations });
  });

  it.each([
    ['no object', '[1]'],
    ['null', 'null'],
    ['a shard of text', { shard: 'ab' }],
    ['shard 0', { shard: [0, 1] }],
    ['a part of a shard', { shard: [1.5, 2] }],
    ['a total beyond its indices', { total: 1e15 }],
    ['a total that is none', { total: '2' }],
    ['negative indices', { indices: [-1, 0] }],
    ['indices of another shard', { indices: [0, 7] }],
    ['an index too few', { indices: [0] }],
    ['layers beyond its rows', { layers: 1e9 }],
    ['layers of no samples', { total: 0, indices: [], layers: 1e15, correlations: {} }],
    ['a row too few', { correlations: { raw: [[0.5, null]] } }],
    [
      'a word for a correlation',
      {
        correlations: {
          raw: [
            ['1', 0],
            [0, 0],
          ],
        },
      },
    ],
    [
      'a correlation of 2',
      {
        correlations: {
          raw: [
            [2, 0],
            [0, 0],
          ],
        },
      },
    ],
    ['a method that is none', { options: { methods: ['constructor'] } }],
    ['a method of every object', { options: { methods: ['__proto__'] } }],
    ['methods that are no list', { options: { methods: 'raw' } }],
    ['a method twice', { options: { methods: ['raw', 'raw'] } }],
    ['options nested too deeply', `{"options":${'['.repeat(1e5)}${']'.repeat(1e5)}}`],
  ])('refuses %s with one message', (_, part) => {
    const { status, stdout, stderr } = merge(
      typeof part === 'string' ? part : JSON.stringify({ ...good, ...part }),
    );
    expect(stderr).toMatch(/^headwater: .*shard\.json is no shard, or was changed\./);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect([status, stdout]).toEqual([3, '']);
  });

  it('names some of a billion missing shards', () => {
    const text = JSON.stringify({
      ...good,
      shard: [1, 1e9],
      total: 1,
      indices: [0],
      correlations: { raw: [[0, 0]] },
    });
    const { status, stderr } = merge(text);
    expect(stderr).toMatch(/2\/1000000000, .*6\/1000000000 and 999999994 more are missing/);
    expect(status).toBe(3);
  });
});
