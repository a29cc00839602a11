import { describe, expect, it } from 'vitest';
import type { FlowPair, Saturation } from '#model/flow';
import {
  cutWords,
  layersWords,
  pairSentence,
  pathsWords,
  saturatedShares,
  saturationWords,
  sharesWords,
} from '#views/words/flow-words';

const labels = ['[CLS]', 'the', 'fox'];
const pair: FlowPair = { layer: 5, source: 2, sink: 1, sinkLayer: 0 };
const arc = (layer: number, from = 0, to = 0) => ({ layer, from, to, capacity: 0.1 });

describe('cutWords', () => {
  it('name the token where it is read no more', () => {
    const cut = { kind: 'sink', arcs: [arc(0), arc(0)] } as const;
    expect(cutWords(cut, pair, labels)).toBe('limited by what ‘the’ is read in layer 1');
    expect(cutWords(cut, { ...pair, sinkLayer: 3 }, labels)).toContain('read in layer 4');
  });

  it('name the position that sends no more', () => {
    const cut = { kind: 'source', arcs: [arc(5)] } as const;
    expect(cutWords(cut, pair, labels)).toBe('limited by what position ‘fox’ sends in layer 6');
  });

  it('name the layers in between', () => {
    const cut = { kind: 'mixture', arcs: [arc(3), arc(2), arc(3)] } as const;
    expect(cutWords(cut, pair, labels)).toBe('limited in between, in layers 3–4');
  });

  it('speak of the one weight that a single layer has', () => {
    const cut = { kind: 'sink', arcs: [arc(0, 2, 1)] } as const;
    expect(cutWords(cut, { ...pair, layer: 0 }, labels)).toBe(
      'limited by the one weight between them, ‘fox’ reading ‘the’ in layer 1',
    );
  });

  it('say so where nothing leads from one to the other', () => {
    const cut = { kind: 'sink', arcs: [], value: 0 } as const;
    expect(pairSentence(cut, pair, labels)).toBe(
      'Nothing can flow from ‘the’ to ‘fox’ after layer 6, because no way leads from one to the other.',
    );
  });
});

describe('layersWords', () => {
  it('count from 1, as a range where it is one', () => {
    expect(layersWords([4])).toBe('layer 5');
    expect(layersWords([2, 0, 1, 1])).toBe('layers 1–3');
    expect(layersWords([0, 3])).toBe('layers 1 and 4');
    expect(layersWords([5, 0, 3])).toBe('layers 1, 4 and 6');
  });
});

describe('pairSentence', () => {
  it('says how much, from where, to where and why no more', () => {
    const cut = { kind: 'sink', arcs: [arc(0)], value: 0.57351 } as const;
    expect(pairSentence(cut, pair, labels)).toBe(
      'At most 0.574 can flow from ‘the’ to ‘fox’ after layer 6, limited by what ‘the’ is read in layer 1.',
    );
  });

  it('names the layer that the flow starts above', () => {
    const cut = { kind: 'source', arcs: [arc(5)], value: 1 } as const;
    expect(pairSentence(cut, { ...pair, sinkLayer: 2 }, labels)).toContain(
      'from ‘the’ after layer 2 to ‘fox’ after layer 6',
    );
  });
});

describe('pathsWords', () => {
  it('say how many of how many, and their share', () => {
    expect(pathsWords(20, 162, 0.341)).toBe('The 20 strongest of 162 paths carry 34\u202f% of it.');
    expect(pathsWords(1, 9, 0.5)).toBe('The strongest of 9 paths carries 50\u202f% of it.');
    expect(pathsWords(7, 7, 1)).toBe('All 7 paths are shown.');
    expect(pathsWords(1, 1, 1)).toBe('One path carries all of it.');
    expect(pathsWords(0, 0, 0)).toBe('There is no path.');
  });
});

function saturationOf(changed: Partial<Saturation> = {}): Saturation {
  const atEither = [0, 0.1, 0.6, 1, 1];
  return {
    atSink: atEither,
    atSource: atEither.map(() => 0),
    atEither,
    rowSpread: [0.5, 0.4, 0.2, 0, 0],
    identicalFrom: 3,
    nearlyIdenticalFrom: 3,
    ...changed,
  };
}

describe('saturationWords', () => {
  const say = (saturation: Saturation, layer: number, sinkLayer = 0, causal = false) =>
    saturationWords(saturation, layer, sinkLayer, 10, causal);

  it('warn from the layer on where every position has the same flow', () => {
    for (const layer of [3, 4]) {
      expect(say(saturationOf(), layer)).toEqual({
        warns: true,
        sentence:
          'From layer 4 on, every position has the same flow: it shows how much each token is ' +
          'read in layer 1, not what this position uses.',
      });
    }
  });

  it('say where rows are the same but for rounding', () => {
    const nearly = saturationOf({ identicalFrom: undefined, nearlyIdenticalFrom: 4 });
    expect(say(nearly, 4)?.sentence).toContain(
      'From layer 5 on, every position has the same flow but for rounding',
    );
    expect(say(nearly, 3)?.sentence).not.toContain('same flow');
  });

  it('give the share of a layer below, and warn from one half on', () => {
    expect(say(saturationOf(), 2)).toMatchObject({ warns: true });
    expect(say(saturationOf(), 2)?.sentence).toMatch(/^After layer 3, 60\u202f% of flows/);
    expect(say(saturationOf(), 1)).toMatchObject({ warns: false });
    expect(say(saturationOf(), 0)?.sentence).toContain('no flow is limited at its ends alone');
  });

  it('count arrays from the sink layer and layers from the input', () => {
    const above = saturationOf({ identicalFrom: 5, nearlyIdenticalFrom: 5 });
    expect(say(above, 4, 2)?.sentence).toMatch(/^After layer 5, 60\u202f%/);
    expect(say(above, 6, 2)?.sentence).toContain('read in layer 3');
  });

  it('say nothing where no layer is near its bound, as in causal models', () => {
    const low = saturationOf({
      atEither: [0, 0.1, 0.1, 0.12, 0.15],
      identicalFrom: undefined,
      nearlyIdenticalFrom: undefined,
    });
    for (const layer of [0, 2, 4]) expect(say(low, layer, 0, true)).toBeUndefined();
  });

  it('say nothing of a single token, which has one flow', () => {
    expect(saturationWords(saturationOf(), 4, 0, 1, false)).toBeUndefined();
  });
});

describe('saturatedShares', () => {
  it('count only the pairs that exist in a causal model', () => {
    const tokens = 4;
    const existing = (tokens * (tokens + 1)) / 2;
    const saturation = saturationOf({ atEither: [5 / tokens ** 2] });
    expect(saturatedShares(saturation, tokens, true)[0]).toBeCloseTo(5 / existing, 12);
    expect(saturatedShares(saturation, tokens, false)[0]).toBe(5 / tokens ** 2);
  });
});

describe('sharesWords', () => {
  it('name every layer from the sink layer up', () => {
    expect(sharesWords([0, 0.55], 2)).toBe('layer 3: 0\u202f%, layer 4: 55\u202f%');
  });
});
