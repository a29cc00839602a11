import { describe, expect, it } from 'vitest';
import type { LayerGraph } from '#views/graph/layer-graph';
import {
  drawArcs,
  drawMarks,
  layoutLayerGraph,
  leastHeight,
  levelY,
  movedNode,
  nodeAt,
  shareOfWidth,
} from '#views/graph/layout';

function graphOf(changed: Partial<LayerGraph> = {}): LayerGraph {
  return {
    tokens: 12,
    levels: 4,
    top: 5,
    bottom: 2,
    paths: [
      { nodes: [5, 5, 2, 2], weight: 0.5 },
      { nodes: [5, 7, 7, 2], weight: 0.25 },
    ],
    total: 1,
    across: 1,
    marked: [],
    full: [],
    ...changed,
  };
}

const labelsOf = (tokens: number) => Array.from({ length: tokens }, (_, token) => `word${token}`);
const box = { width: 800, height: 500 };
const layoutOf = (graph: LayerGraph, size = box) =>
  layoutLayerGraph(graph, labelsOf(graph.tokens), size);

describe('layoutLayerGraph', () => {
  it('gives every token a column up to 64, evenly and inside the box', () => {
    const layout = layoutOf(graphOf({ tokens: 64 }), { width: 1000, height: 500 });
    expect(layout.columns).toHaveLength(64);
    expect(layout.width).toBe(1000);
    const steps = layout.x.slice(1).map((x, index) => x - (layout.x[index] ?? 0));
    for (const step of steps) expect(step).toBeCloseTo(layout.columnWidth, 9);
    expect(Math.max(...layout.x)).toBeLessThan(1000);
    expect(layout.gaps).toEqual([]);
  });

  it('thins longer texts to the shown paths and their neighbours, with gaps between', () => {
    const layout = layoutOf(graphOf({ tokens: 300 }), { width: 1000, height: 500 });
    expect(layout.columns).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(layout.gaps).toHaveLength(2);
    expect(layout.width).toBe(1000);
  });

  it('leaves room for the gaps, so that nothing sticks out', () => {
    const nodes = Array.from({ length: 12 }, (_, level) => level * 4);
    const graph = graphOf({ tokens: 60, levels: 12, paths: [{ nodes, weight: 1 }], top: 0 });
    for (const width of [360, 420, 560, 700]) {
      const layout = layoutOf(graph, { width, height: 500 });
      expect(layout.width, `${width}`).toBe(width);
    }
  });

  it('grows beyond the box rather than squeeze what the paths need', () => {
    const nodes = Array.from({ length: 50 }, (_, level) => level);
    const graph = graphOf({ tokens: 80, levels: 50, paths: [{ nodes, weight: 1 }], top: 0 });
    const layout = layoutOf(graph, { width: 390, height: 300 });
    expect(layout.columns.length).toBeGreaterThanOrEqual(50);
    expect(layout.width).toBeGreaterThan(390);
    expect(layout.height).toBeGreaterThan(300);
  });

  it('puts the lowest level lowest, and needs no more than its least height', () => {
    const graph = graphOf();
    const layout = layoutOf(graph, { width: 800, height: leastHeight(graph) });
    const ys = [0, 1, 2, 3].map((level) => levelY(layout, level));
    expect(ys).toEqual([...ys].sort((one, other) => other - one));
    expect(layout.height).toBeLessThanOrEqual(leastHeight(graph));
  });
});

describe('drawArcs', () => {
  it('makes arcs as wide as their share of everything', () => {
    const graph = graphOf();
    const arcs = drawArcs(layoutOf(graph), graph, graph.paths);
    const widest = arcs.find(({ level, from, to }) => level === 2 && from === 5 && to === 5);
    expect(shareOfWidth(widest?.width ?? 0)).toBeCloseTo(0.5, 9);
    expect(arcs).toHaveLength(6);
  });

  it('runs from the node above to the node below', () => {
    const graph = graphOf();
    const layout = layoutOf(graph);
    const [arc] = drawArcs(layout, graph, [{ nodes: [5, 7, 7, 2], weight: 1 }]).filter(
      ({ level }) => level === 2,
    );
    const numbers = arc?.line.match(/[\d.]+/g)?.map(Number) ?? [];
    expect(numbers.slice(0, 2)).toEqual([
      Math.round((layout.x[5] ?? 0) * 10) / 10,
      Math.round(levelY(layout, 3) * 10) / 10,
    ]);
    expect(numbers.slice(-2)).toEqual([
      Math.round((layout.x[7] ?? 0) * 10) / 10,
      Math.round(levelY(layout, 2) * 10) / 10,
    ]);
  });
});

describe('drawMarks', () => {
  const bars = (marked: LayerGraph['marked']) => {
    const graph = graphOf({ marked });
    const layout = layoutOf(graph);
    return drawMarks(layout, graph).map(({ bar, from, to }) => {
      const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = bar.match(/-?[\d.]+/g)?.map(Number) ?? [];
      return { from, to, x: (x0 + x1) / 2, y: (y0 + y1) / 2, layout };
    });
  };

  it('crosses arcs that meet below near their upper ends, where they lie apart', () => {
    const marked = [0, 2, 4, 11].map((from) => ({ level: 0, from, to: 2, weight: 0.1 }));
    for (const { from, x, layout } of bars(marked)) {
      const own = layout.x[from] ?? 0;
      const met = layout.x[2] ?? 0;
      expect(Math.abs(x - own)).toBeLessThanOrEqual(Math.abs(x - met) + 1);
    }
  });

  it('crosses arcs that meet above near their lower ends', () => {
    const marked = [0, 5, 9].map((to) => ({ level: 2, from: 5, to, weight: 0.1 }));
    for (const { to, x, layout } of bars(marked)) {
      const own = layout.x[to] ?? 0;
      const met = layout.x[5] ?? 0;
      expect(Math.abs(x - own)).toBeLessThanOrEqual(Math.abs(x - met) + 1);
    }
  });

  it('crosses a single arc in its middle', () => {
    const [bar] = bars([{ level: 1, from: 3, to: 9, weight: 0.1 }]);
    const { layout } = bar ?? bars([])[0] ?? { layout: layoutOf(graphOf()) };
    expect(bar?.x).toBeCloseTo(((layout.x[3] ?? 0) + (layout.x[9] ?? 0)) / 2, 0);
    expect(bar?.y).toBeCloseTo((levelY(layout, 2) + levelY(layout, 1)) / 2, 0);
  });
});

describe('nodeAt', () => {
  it('finds the node that was drawn there, and the nearest elsewhere', () => {
    const layout = layoutOf(graphOf());
    layout.columns.forEach((token, index) => {
      for (const level of [0, 1, 2, 3]) {
        const place = [(layout.x[index] ?? 0) + 4, levelY(layout, level) - 6] as const;
        expect(nodeAt(layout, ...place)).toEqual({ level, token });
      }
    });
    expect(nodeAt(layout, -50, 9000)).toEqual({ level: 0, token: 0 });
    expect(nodeAt(layout, 9000, -50)).toEqual({ level: 3, token: 11 });
  });
});

describe('movedNode', () => {
  it('walks over the columns that are there and stops at the edges', () => {
    const layout = layoutOf(graphOf({ tokens: 300, bottom: 200 }));
    const at = { level: 1, token: 8 };
    expect(layout.columns).toContain(8);
    expect(movedNode(layout, at, 'ArrowUp')).toEqual({ level: 2, token: 8 });
    expect(movedNode(layout, { level: 3, token: 8 }, 'ArrowUp')).toEqual({ level: 3, token: 8 });
    expect(movedNode(layout, { level: 0, token: 8 }, 'ArrowDown')).toEqual({ level: 0, token: 8 });
    expect(movedNode(layout, at, 'ArrowRight')?.token).toBe(199);
    expect(movedNode(layout, at, 'ArrowLeft')?.token).toBe(7);
    expect(movedNode(layout, at, 'Home')?.token).toBe(layout.columns[0]);
    expect(movedNode(layout, at, 'End')?.token).toBe(201);
    expect(movedNode(layout, at, 'x')).toBeUndefined();
  });
});
