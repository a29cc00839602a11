import { describe, expect, it } from 'vitest';
import {
  keptTokens,
  type LayerGraph,
  mergedArcs,
  pathsThrough,
  weightsAt,
  weightThrough,
} from '#views/graph/layer-graph';

/** Two paths from token 3 down to token 1 that part above the bottom. */
const graph: LayerGraph = {
  tokens: 5,
  levels: 3,
  top: 3,
  bottom: 1,
  paths: [
    { nodes: [3, 3, 1], weight: 0.4 },
    { nodes: [3, 0, 1], weight: 0.1 },
  ],
  total: 0.8,
  across: 0.8,
  marked: [],
  full: [],
};

describe('mergedArcs', () => {
  it('adds up what paths carry over the same arc, and sorts by it', () => {
    const paths = [
      { nodes: [2, 1, 0], weight: 0.25 },
      { nodes: [2, 1, 1], weight: 0.5 },
    ];
    expect(mergedArcs(paths, 3)).toEqual([
      { level: 1, from: 2, to: 1, weight: 0.75 },
      { level: 0, from: 1, to: 1, weight: 0.5 },
      { level: 0, from: 1, to: 0, weight: 0.25 },
    ]);
  });

  it('keeps what arrives at every level', () => {
    const arcs = mergedArcs(graph.paths, graph.levels);
    for (const level of [0, 1]) {
      const carried = arcs.filter((arc) => arc.level === level);
      expect(carried.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(0.5, 12);
    }
  });
});

describe('weightThrough and pathsThrough', () => {
  it('know the paths of a node at its level only', () => {
    expect(weightThrough(graph, { level: 2, token: 3 })).toBeCloseTo(0.5, 12);
    expect(weightThrough(graph, { level: 1, token: 3 })).toBe(0.4);
    expect(weightThrough(graph, { level: 0, token: 3 })).toBe(0);
    expect(pathsThrough(graph, { level: 1, token: 0 })).toEqual([graph.paths[1]]);
  });
});

describe('single weights', () => {
  const single: LayerGraph = {
    ...graph,
    single: true,
    paths: [
      { nodes: [3, 1], weight: 0.5, from: 2 },
      { nodes: [1, 2], weight: 0.25, from: 1 },
      { nodes: [1, 1], weight: 0.125, from: 1 },
    ],
  };

  it('are arcs of their own level', () => {
    expect(mergedArcs(single.paths, 3)).toEqual([
      { level: 1, from: 3, to: 1, weight: 0.5 },
      { level: 0, from: 1, to: 2, weight: 0.25 },
      { level: 0, from: 1, to: 1, weight: 0.125 },
    ]);
  });

  it('tell what a node reads and how much it is read', () => {
    expect(weightsAt(single, { level: 1, token: 1 })).toEqual({ reads: 0.375, isRead: 0.5 });
    expect(weightsAt(single, { level: 0, token: 1 })).toEqual({ reads: 0, isRead: 0.125 });
    expect(weightsAt(single, { level: 2, token: 1 })).toEqual({ reads: 0, isRead: 0 });
  });
});

describe('keptTokens', () => {
  it('are all where there is room', () => {
    expect(keptTokens(graph, 5)).toEqual([0, 1, 2, 3, 4]);
  });

  it('are those on the paths, then neighbours while there is room', () => {
    const long = {
      tokens: 300,
      top: 200,
      bottom: 10,
      paths: [{ nodes: [200, 100, 10], weight: 1 }],
    };
    expect(keptTokens(long, 0)).toEqual([10, 100, 200]);
    expect(keptTokens(long, 100)).toEqual([9, 10, 11, 99, 100, 101, 199, 200, 201]);
    const some = keptTokens(long, 5);
    expect(some).toHaveLength(5);
    expect(some).toEqual(expect.arrayContaining([10, 100, 200]));
  });

  it('never reach beyond the ends', () => {
    const ends = { tokens: 300, top: 0, bottom: 299, paths: [] };
    expect(keptTokens(ends, 50)).toEqual([0, 1, 298, 299]);
  });
});
