import type { FlowPair, FlowPairResult } from '#model/flow';
import type { GraphNode, LayerGraph } from '#views/layer-graph';
import type { Picture } from './picture';
import type { Settings, State } from './state';

/** The view that shows one pair. */
export const graphViewName = 'graph';

/** The pair whose graph is looked at; undefined where none is, or it is of an input closed since. */
export function wantedPair(
  picture: Picture | undefined,
  { settings: { view, selection }, input }: State,
): FlowPair | undefined {
  if (view !== graphViewName || picture?.method !== 'flow' || picture.input !== input)
    return undefined;
  const { selected, layer, firstLayer } = picture;
  const source = selection.queries.at(-1);
  if (selected === undefined || source === undefined) return undefined;
  return { layer, source, sink: selected.key, sinkLayer: firstLayer };
}

/** The strongest paths of a flow and the arcs that limit it, as a layer graph. */
export function flowGraph(
  { layer, source, sink, sinkLayer }: FlowPair,
  { cut, paths }: FlowPairResult,
  tokens: number,
  shownPaths: number,
): LayerGraph {
  return {
    tokens,
    levels: layer - sinkLayer + 2,
    top: source,
    bottom: sink,
    paths: paths.slice(0, shownPaths).map(({ nodes, amount }) => ({ nodes, weight: amount })),
    total: cut.value,
    marked: cut.arcs.map((arc) => ({
      level: arc.layer - sinkLayer,
      from: arc.from,
      to: arc.to,
      weight: arc.capacity,
    })),
    full: cut.sourceSide.map((nodes) => new Set(nodes)),
  };
}

/** What choosing a node of a flow's graph changes: the token below, or the position and layer. */
export function chosenNode(
  { level, token }: GraphNode,
  { source, sink, sinkLayer }: FlowPair,
): Partial<Settings> {
  if (level === 0) return { selection: { queries: [source], key: token } };
  return { layer: sinkLayer + level - 1, selection: { queries: [token], key: sink } };
}
