import { describe, expect, it } from 'vitest';
import type { Picture } from '#app/picture/picture';
import { initialState } from '#app/state/state';
import { chosenNode, pairGraph, pathRefusal, wantedPair, weightGraph } from '#app/views/graph/pair';
import type { PairResult } from '#app/views/graph/pair-analysis';
import type { FlowPair } from '#model/flow';
import type { MatrixStack } from '#model/matrix';
import { defaultOptions } from '#model/options';
import { inputOf } from '../../inputs';

const pair: FlowPair = { layer: 3, source: 4, sink: 1, sinkLayer: 1 };
const input = inputOf();
const result: PairResult = {
  method: 'flow',
  input,
  pair,
  value: 0.75,
  cut: {
    value: 0.75,
    kind: 'mixture',
    arcs: [{ layer: 2, from: 4, to: 0, capacity: 0.75 }],
    sourceSide: [[], [], [4], [4]],
  },
  paths: [
    { nodes: [4, 4, 0, 1], amount: 0.5 },
    { nodes: [4, 2, 0, 1], amount: 0.25 },
  ],
};

describe('pairGraph', () => {
  const graph = pairGraph(result, 6, 1);

  it('has one level of nodes more than layers', () => {
    expect(graph.levels).toBe(4);
    expect(graph).toMatchObject({ top: 4, bottom: 1, tokens: 6, total: 0.75 });
  });

  it('shows as many of the strongest paths as asked for', () => {
    expect(graph.paths).toEqual([{ nodes: [4, 4, 0, 1], weight: 0.5 }]);
    expect(pairGraph(result, 6, 20).paths).toHaveLength(2);
  });

  it('counts the levels of marked arcs from the sink layer', () => {
    expect(graph.marked).toEqual([{ level: 1, from: 4, to: 0, weight: 0.75 }]);
  });

  it('draws the paths of a rollout as shares of those shown, and marks nothing', () => {
    const rollout = pairGraph({ ...result, method: 'rollout', value: 3, cut: undefined }, 6, 20);
    expect(rollout).toMatchObject({ total: 3, across: 0.75, marked: [], full: [] });
  });
});

describe('weightGraph', () => {
  const stack: MatrixStack = {
    method: 'raw',
    layers: [0, 1, 2],
    queries: 2,
    keys: 2,
    values: Float32Array.of(0.75, 0.25, 0.5, 0.5, 1, 0, 0.125, 0.875, 0, 1, 0, 1),
  };

  it('holds the strongest weights of every layer up to the shown one, each for itself', () => {
    const graph = weightGraph(stack, { layer: 1, source: 1, sink: 1 }, 1);
    expect(graph.paths).toEqual([
      { nodes: [0, 0], weight: 0.75, from: 1 },
      { nodes: [0, 0], weight: 1, from: 2 },
      { nodes: [1, 1], weight: 0.875, from: 2 },
    ]);
    expect(graph).toMatchObject({ levels: 3, tokens: 2, single: true });
  });

  it('leaves out weights of 0', () => {
    const graph = weightGraph(stack, { layer: 2, source: 0, sink: 0 }, 4);
    expect(graph.paths.filter(({ from }) => from === 3)).toHaveLength(2);
  });
});

describe('chosenNode', () => {
  it('takes another token at the bottom', () => {
    expect(chosenNode({ level: 0, token: 5 }, pair)).toEqual({
      selection: { queries: [4], key: 5 },
    });
  });

  it('takes another position and its layer above', () => {
    expect(chosenNode({ level: 3, token: 2 }, pair)).toEqual({
      layer: 3,
      selection: { queries: [2], key: 1 },
    });
    expect(chosenNode({ level: 1, token: 0 }, pair).layer).toBe(1);
  });
});

describe('wantedPair', () => {
  const picture = {
    method: 'flow',
    options: defaultOptions,
    input,
    layer: 3,
    firstLayer: 1,
    selected: { key: 1 },
    stack: {
      method: 'flow',
      layers: [3],
      queries: 6,
      keys: 6,
      values: Float64Array.from({ length: 36 }, (_, place) => place / 100),
    },
  } as unknown as Picture;
  const state = {
    ...initialState,
    input,
    settings: {
      ...initialState.settings,
      selection: { queries: [0, 4], key: undefined },
    },
  };

  it('is the last chosen position and the key whose numbers are shown', () => {
    expect(wantedPair(picture, state)).toEqual({ method: 'flow', pair, value: 0.25 });
    expect(wantedPair({ ...picture, method: 'rollout' }, state)?.method).toBe('rollout');
  });

  it('is none where a rollout is no product of one matrix for each layer', () => {
    const of = (options: Partial<typeof defaultOptions>): Picture => ({
      ...picture,
      method: 'rollout',
      options: { ...defaultOptions, ...options },
    });
    for (const shown of [of({ residual: { kind: 'recurrent' } }), of({ fusedBelow: true })]) {
      expect(wantedPair(shown, state)).toBeUndefined();
      expect(pathRefusal(shown)).toMatch(/choose/);
    }
    expect(pathRefusal(of({}))).toBeUndefined();
  });

  it('is none for one layer alone and for inputs closed since', () => {
    expect(wantedPair({ ...picture, method: 'raw' }, state)).toBeUndefined();
    expect(wantedPair(picture, { ...state, input: inputOf({}, 2) })).toBeUndefined();
  });
});
