/** A node of the layer graph: a token at a level. Level 0 is the lowest, the tokens read from. */
export interface GraphNode {
  readonly level: number;
  readonly token: number;
}

/** A way through the layers and how much goes along it. */
export interface WeightedPath {
  /** The token at each level, from the top level down to level 0, or a part of that way. */
  readonly nodes: readonly number[];
  readonly weight: number;
  /** Level of the first node; the top level where absent. */
  readonly from?: number;
}

/** From token `from` at level `level + 1` down to token `to` at level `level`. */
export interface GraphArc {
  readonly level: number;
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/** What a layer graph shows: paths of any method, and arcs that stand out. */
export interface LayerGraph {
  readonly tokens: number;
  /** Levels of nodes: one more than layers of arcs. */
  readonly levels: number;
  /** The token of the one node at the top, and of the one at the bottom. */
  readonly top: number;
  readonly bottom: number;
  /** Level of the one at the bottom; 0 where absent. */
  readonly bottomLevel?: number;
  /** Those that are shown, strongest first. */
  readonly paths: readonly WeightedPath[];
  /** The paths are weights of single layers, each for itself; together they carry nothing. */
  readonly single?: boolean;
  /** What all paths carry together, shown or not. */
  readonly total: number;
  /** What an arc of full width carries. */
  readonly across: number;
  /** Arcs that are marked, on a shown path or not. */
  readonly marked: readonly GraphArc[];
  /** For each level the tokens whose nodes are drawn full; the others are hollow. */
  readonly full: readonly ReadonlySet<number>[];
}

/** The token of a path at a level; undefined where the path does not reach it. */
export function tokenOf(
  { nodes, from }: WeightedPath,
  levels: number,
  level: number,
): number | undefined {
  return nodes[(from ?? levels - 1) - level];
}

/** What goes through a node. */
export function weightThrough(graph: LayerGraph, node: GraphNode): number {
  return pathsThrough(graph, node).reduce((sum, { weight }) => sum + weight, 0);
}

/** Of single weights: what a node reads below it, and by how much it is read above. */
export function weightsAt(graph: LayerGraph, node: GraphNode): { reads: number; isRead: number } {
  let [reads, isRead] = [0, 0];
  for (const { weight, from } of pathsThrough(graph, node)) {
    if (from === node.level) reads += weight;
    else isRead += weight;
  }
  return { reads, isRead };
}

/** The paths that lead through a node. */
export function pathsThrough(
  { paths, levels }: LayerGraph,
  { level, token }: GraphNode,
): WeightedPath[] {
  return paths.filter((path) => tokenOf(path, levels, level) === token);
}

/** The arcs of some paths, those of several paths once with their sum, widest first. */
export function mergedArcs(paths: readonly WeightedPath[], levels: number): GraphArc[] {
  const arcs = new Map<string, GraphArc>();
  for (const { nodes, weight, from: first = levels - 1 } of paths) {
    for (let place = 0; place + 1 < nodes.length; place++) {
      const level = first - 1 - place;
      const from = nodes[place] ?? 0;
      const to = nodes[place + 1] ?? 0;
      const name = `${level} ${from} ${to}`;
      arcs.set(name, { level, from, to, weight: (arcs.get(name)?.weight ?? 0) + weight });
    }
  }
  return [...arcs.values()].sort((one, other) => other.weight - one.weight);
}

/**
 * The tokens that get a column: all where there is room for them, else those on the shown paths,
 * with their neighbours as far as there is room.
 */
export function keptTokens(
  { tokens, top, bottom, paths }: Pick<LayerGraph, 'tokens' | 'top' | 'bottom' | 'paths'>,
  room: number,
): number[] {
  if (tokens <= room) return Array.from({ length: tokens }, (_, token) => token);
  const kept = new Set([top, bottom, ...paths.flatMap(({ nodes }) => nodes)]);
  const neighbours = [...kept].flatMap((token) => [token - 1, token + 1]);
  for (const token of neighbours) {
    if (kept.size >= room) break;
    if (token >= 0 && token < tokens) kept.add(token);
  }
  return [...kept].sort((one, other) => one - other);
}
