import { describe, expect, it } from 'vitest';
import { chosenNode, flowGraph, wantedPair } from '#app/pair';
import type { Picture } from '#app/picture';
import { initialState } from '#app/state';
import type { FlowPair, FlowPairResult } from '#model/flow';
import { inputOf } from './inputs';

const pair: FlowPair = { layer: 3, source: 4, sink: 1, sinkLayer: 1 };
const result: FlowPairResult = {
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

describe('flowGraph', () => {
  const graph = flowGraph(pair, result, 6, 1);

  it('has one level of nodes more than layers', () => {
    expect(graph.levels).toBe(4);
    expect(graph).toMatchObject({ top: 4, bottom: 1, tokens: 6, total: 0.75 });
  });

  it('shows as many of the strongest paths as asked for', () => {
    expect(graph.paths).toEqual([{ nodes: [4, 4, 0, 1], weight: 0.5 }]);
    expect(flowGraph(pair, result, 6, 20).paths).toHaveLength(2);
  });

  it('counts the levels of marked arcs from the sink layer', () => {
    expect(graph.marked).toEqual([{ level: 1, from: 4, to: 0, weight: 0.75 }]);
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
  const input = inputOf();
  const picture = {
    method: 'flow',
    input,
    layer: 3,
    firstLayer: 1,
    selected: { key: 1 },
  } as Picture;
  const state = {
    ...initialState,
    input,
    settings: {
      ...initialState.settings,
      view: 'graph',
      selection: { queries: [0, 4], key: undefined },
    },
  };

  it('is the last chosen position and the key whose numbers are shown', () => {
    expect(wantedPair(picture, state)).toEqual(pair);
  });

  it('is none in other views, for other methods and for inputs closed since', () => {
    const elsewhere = { ...state, settings: { ...state.settings, view: 'matrix' } };
    expect(wantedPair(picture, elsewhere)).toBeUndefined();
    expect(wantedPair({ ...picture, method: 'rollout' }, state)).toBeUndefined();
    expect(wantedPair(picture, { ...state, input: inputOf({}, 2) })).toBeUndefined();
    expect(wantedPair(undefined, state)).toBeUndefined();
  });
});
