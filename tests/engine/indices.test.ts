import { describe, expect, it } from 'vitest';
import { sourceOf } from '#engine/byte-source';
import { EngineError } from '#engine/engine';
import { LoadedAttention } from '#engine/handles';
import { defaultChoice } from '#model/attention';
import { defaultOptions } from '#model/options';
import { randomFile } from './attention-json';
import { freshModules } from './core';

/** As 32 bits these would all be a position that there is. */
const wrong = [2 ** 32, 0.5, -(2 ** 32), Number.NaN, Number.POSITIVE_INFINITY];

const file = randomFile({ layers: 2, heads: 2, tokens: 3 }, 4);
const load = () => LoadedAttention.read(freshModules(), sourceOf(file));

describe('positions that 32 bits do not hold are refused, not wrapped', () => {
  it.each(wrong)('%d as a choice of the input', async (value) => {
    const attention = await load();
    for (const choice of [
      { sample: value },
      { batchItem: value },
      { layers: [0, value] },
      { hiddenTokens: [value] },
    ]) {
      expect(() => attention.choose({ ...defaultChoice, ...choice })).toThrow(EngineError);
    }
    expect(attention.choice).toEqual(defaultChoice);
  });

  it.each(wrong)('%d as an option', async (value) => {
    const attention = await load();
    const fusion = { kind: 'mean', heads: [value] } as const;
    expect(() => attention.raw({ ...defaultOptions, fusion })).toThrow(/head is .*no position/);
    expect(() => attention.rollout({ ...defaultOptions, startLayer: value }).next()).toThrow(
      /start layer is/,
    );
    const generation = { ...defaultOptions, promptLength: value, next: false };
    expect(() => attention.generate(generation).next()).toThrow(/prompt length is/);
    expect(() =>
      attention.agreementCase({
        ...{ ...defaultOptions, methods: ['raw'], reference: 'none' },
        readout: value,
      }),
    ).toThrow(EngineError);
  });

  it.each(wrong)('%d in a pair', async (value) => {
    const attention = await load();
    const solver = attention.flow(defaultOptions);
    const pair = { layer: 1, source: 0, sink: 0, sinkLayer: 0 };
    for (const name of ['layer', 'source', 'sink', 'sinkLayer']) {
      expect(() => solver.pair({ ...pair, [name]: value })).toThrow(/no position/);
    }
  });
});
