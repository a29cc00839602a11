import { describe, expect, it } from 'vitest';
import { linkedSettings, readLink } from '#app/link/link';
import { openingSettings } from '#app/state/state';
import { inputOf } from './inputs';

/** Links as they were copied at each version, and what they showed then. They must always open. */
const copied: readonly [string, Record<string, unknown>][] = [
  ['#v=1&view=matrix&method=flow&layer=2', { view: 'matrix', method: 'flow', layer: 2 }],
  ['#v=1&queries=1,4&key=0', { selection: { queries: [1, 4], key: 0 } }],
  ['#v=1&fusion=max&heads=0,3&residual=none&discard=0.1&discard-order=before', {}],
  ['#v=1&src=https://example.org/a%20b.json&sample=2&theme=dark', {}],
  ['#src=https://example.org/a.json', {}],
  [
    '#v=1&view=generation&step=2&rows=steps&earlier=1&left-out=is,+%5C,&rest-to-1=1&prompt=3&next-step=1',
    {
      view: 'generation',
      generation: {
        step: 2,
        rows: 'steps',
        beyond: true,
        filtered: true,
        listed: 'is, \\,',
        renormalise: true,
        promptLength: 3,
        next: true,
      },
    },
  ],
  [
    '#v=1&view=faithfulness&reference=blank-out&readout=mean&sorted-by=raw&sorted-layer=1',
    { faithfulness: { reference: 'blank-out', readout: 'mean', method: 'raw', layer: 1 } },
  ],
];

describe('links of older pages', () => {
  it.each(copied)('%s opens as it did', (fragment, shown) => {
    const read = readLink(fragment);
    if (read.kind !== 'link') return expect.unreachable(read.kind);
    expect(read.complaints).toEqual([]);
    expect(linkedSettings(read.link, openingSettings(inputOf()))).toMatchObject(shown);
  });

  it('a link of version 1 holds heads, residual and discard', () => {
    const read = readLink(copied[2]?.[0] ?? '');
    if (read.kind !== 'link') return expect.unreachable(read.kind);
    expect(linkedSettings(read.link, openingSettings(inputOf())).options).toMatchObject({
      fusion: { kind: 'max', heads: [0, 3] },
      residual: { kind: 'none' },
      discard: { ratio: 0.1, order: 'before', rule: 'threshold' },
    });
  });

  it('a link to an address keeps it, with a version or without', () => {
    for (const [fragment, url] of [
      [copied[3]?.[0], 'https://example.org/a b.json'],
      [copied[4]?.[0], 'https://example.org/a.json'],
    ]) {
      const read = readLink(fragment ?? '');
      expect(read).toMatchObject({ kind: 'link', link: { source: { kind: 'src', url } } });
    }
  });
});
