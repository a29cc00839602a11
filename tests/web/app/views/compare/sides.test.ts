import { describe, expect, it } from 'vitest';
import { comparisons } from '#app/state/compare-choice';
import { offeredComparisons, sidesOf } from '#app/views/compare/sides';
import { defaultOptions, presets } from '#model/options';
import { infoOf, inputOf } from '../../inputs';

const input = inputOf();
const rollout = { method: 'rollout', options: defaultOptions } as const;

describe('sidesOf', () => {
  it('sets raw, rollout and flow side by side, flow as shares of its rows', () => {
    const sides = sidesOf('methods', rollout, input, undefined);
    expect(sides.map(({ method, shares }) => [method, shares])).toEqual([
      ['raw', false],
      ['rollout', false],
      ['flow', true],
    ]);
    expect(sides.every(({ refused }) => refused === undefined)).toBe(true);
  });

  it('does not start a flow that takes long for the sake of a comparison', () => {
    const long = inputOf({ queries: 300, keys: 300 });
    expect(sidesOf('methods', rollout, long, undefined)[2]?.refused).toContain('choose Flow');
    const flow = { ...rollout, method: 'flow' } as const;
    expect(sidesOf('methods', flow, long, undefined)[2]?.refused).toBeUndefined();
  });

  it('discards 0, 10, 30 and 50 % and leaves the other options as they are', () => {
    const options = {
      ...defaultOptions,
      startLayer: 2,
      discard: { ratio: 0.9, order: 'before', rule: 'count' },
    } as const;
    const sides = sidesOf('discard', { method: 'raw', options }, input, undefined);
    expect(sides.map((side) => side.options.discard.ratio)).toEqual([0, 0.1, 0.3, 0.5]);
    for (const side of sides) {
      expect(side.method).toBe('rollout');
      expect(side.options).toMatchObject({ startLayer: 2, discard: { order: 'before' } });
    }
  });

  it('fuses the chosen heads in every way', () => {
    const options = { ...defaultOptions, fusion: { kind: 'max', heads: [1, 2] } } as const;
    const sides = sidesOf('fusion', { method: 'raw', options }, input, undefined);
    expect(sides.map((side) => side.options.fusion)).toEqual(
      ['mean', 'max', 'min'].map((kind) => ({ kind, heads: [1, 2] })),
    );
  });

  it('takes every preset of the literature, and says which flow cannot have', () => {
    const sides = sidesOf('presets', { ...rollout, method: 'flow' }, input, undefined);
    expect(sides).toHaveLength(Object.keys(presets).length);
    const refused = sides.filter((side) => side.refused !== undefined);
    expect(refused.map(({ label }) => label)).toEqual(['Recurrent residual']);
  });

  it('sets a second input beside the first', () => {
    const second = inputOf({}, 2);
    expect(sidesOf('files', rollout, input, undefined)).toHaveLength(1);
    const sides = sidesOf('files', rollout, input, second);
    expect(sides.map((side) => side.input.id)).toEqual([1, 2]);
  });
});

describe('offeredComparisons', () => {
  it('leaves out what joins layers for cross attention', () => {
    expect(offeredComparisons(infoOf())).toEqual(comparisons);
    expect(offeredComparisons(infoOf({ queries: 3 }))).toEqual(['fusion', 'files']);
  });
});
