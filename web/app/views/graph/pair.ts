import { strongestOf } from '#app/picture/derived';
import type { Picture } from '#app/picture/picture';
import type { Settings, State } from '#app/state/state';
import type { FlowPair } from '#model/flow';
import { type MatrixStack, valueAt } from '#model/matrix';
import { mostListed } from '#views/bounds';
import { placeOfLayer } from '#views/cells/rows';
import type { GraphNode, LayerGraph } from '#views/graph/layer-graph';
import type { PairResult, WantedPair } from './pair-analysis';

/** Why a picture's values cannot be followed through the layers; undefined where they can. */
export function pathRefusal({ method, options, layer, firstLayer }: Picture): string | undefined {
  const layers = layer - firstLayer + 1;
  if (layers > mostListed) {
    const other = method === 'raw' ? '' : ', or a later first layer';
    return `The graph draws up to ${mostListed} layers; up to layer ${layer + 1} there are ${layers}. Choose a lower layer${other}.`;
  }
  if (method !== 'rollout') return undefined;
  if (options.residual.kind === 'recurrent') {
    return 'The recurrent residual adds paths that begin in every layer; choose another residual to see single paths.';
  }
  if (options.fusedBelow === true) {
    return 'One head on fused layers is no product of one matrix for each layer; choose the same heads in every layer to see single paths.';
  }
  return undefined;
}

/** The pair whose graph is looked at; undefined where none is, or it is of an input closed since. */
export function wantedPair(
  picture: Picture,
  { settings: { selection }, input }: State,
): WantedPair | undefined {
  if (picture.input !== input) return undefined;
  const { method, selected, stack, layer, firstLayer } = picture;
  const source = selection.queries.at(-1);
  if (selected === undefined || source === undefined) return undefined;
  if (method === 'raw' || pathRefusal(picture) !== undefined) return undefined;
  const sink = selected.key;
  const value = valueAt(stack, placeOfLayer(stack, layer), source, sink);
  return { method, pair: { layer, source, sink, sinkLayer: firstLayer }, value };
}

/** The strongest paths of a pair, and the arcs that limit a flow, as a layer graph. */
export function pairGraph(
  { pair: { layer, source, sink, sinkLayer }, value, cut, paths }: PairResult,
  tokens: number,
  shownPaths: number,
): LayerGraph {
  const shown = paths.slice(0, shownPaths).map(({ nodes, amount }) => ({ nodes, weight: amount }));
  const total = cut?.value ?? value;
  return {
    tokens,
    levels: layer - sinkLayer + 2,
    top: source,
    bottom: sink,
    paths: shown,
    total,
    // Twenty paths of a rollout may be a thousandth of it: they are drawn as shares of themselves.
    across: cut?.value ?? shown.reduce((sum, { weight }) => sum + weight, 0),
    marked: (cut?.arcs ?? []).map((arc) => ({
      level: arc.layer - sinkLayer,
      from: arc.from,
      to: arc.to,
      weight: arc.capacity,
    })),
    full: cut?.sourceSide.map((nodes) => new Set(nodes)) ?? [],
  };
}

/** The strongest weights of every layer up to the shown one, and that of the pair. */
export function weightGraph(
  stack: MatrixStack,
  pair: Pick<FlowPair, 'layer' | 'source' | 'sink'>,
  shownWeights: number,
): LayerGraph {
  const paths = stack.layers.flatMap((layer, place) => {
    if (layer > pair.layer) return [];
    const strongest = new Set(strongestOf(stack, place, shownWeights));
    if (layer === pair.layer) strongest.add(pair.source * stack.keys + pair.sink);
    return [...strongest].flatMap((cell) => {
      const nodes = [Math.floor(cell / stack.keys), cell % stack.keys];
      const weight = stack.values[place * stack.queries * stack.keys + cell] ?? 0;
      return weight > 0 ? [{ nodes, weight, from: layer + 1 }] : [];
    });
  });
  const largest = paths.reduce((most, { weight }) => Math.max(most, weight), 0);
  return {
    tokens: stack.keys,
    levels: pair.layer + 2,
    top: pair.source,
    bottom: pair.sink,
    // A weight reads what lies below its own layer.
    bottomLevel: pair.layer,
    paths,
    single: true,
    total: largest,
    // A weight of 1 is half as wide as what a whole flow is: many lie beside each other.
    across: 2 * Math.max(1, largest),
    marked: [],
    full: [],
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
