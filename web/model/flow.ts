import type { CutKind } from '#wasm';
import type { MatrixStack } from './matrix';
import type { LayerOptions } from './options';

/** Capacities of attention flow and its sinks; docs/definitions.md#flow. No recurrent residual. */
export interface FlowOptions extends LayerOptions {
  /** Sinks are the nodes below this layer; 0 are the input tokens. */
  readonly sinkLayer: number;
}

/**
 * How far flow has lost what tells output positions apart. Arrays have one entry per layer from the
 * sink layer up; layers count from 0.
 */
export interface Saturation {
  /** Share of pairs whose flow is all that the sink can take in. */
  readonly atSink: readonly number[];
  /** Share of pairs whose flow is all that the source can send. */
  readonly atSource: readonly number[];
  /** Share of pairs of which either is so. */
  readonly atEither: readonly number[];
  /** Largest difference between two rows. */
  readonly rowSpread: readonly number[];
  /** First layer from which on all rows are identical, to the last bit and to 1e-9. */
  readonly identicalFrom: number | undefined;
  readonly nearlyIdenticalFrom: number | undefined;
}

export interface FlowResult {
  /** `F_l` of every layer from the sink layer up, `[layer][source][sink]`. */
  readonly stack: MatrixStack;
  readonly saturation: Saturation;
}

/** One maximum flow: from node (layer + 1, source) down to node (sinkLayer, sink). */
export interface FlowPair {
  readonly layer: number;
  readonly source: number;
  readonly sink: number;
  readonly sinkLayer: number;
}

/** Query `from` reads key `to` in attention layer `layer`. */
export interface CutArc {
  readonly layer: number;
  readonly from: number;
  readonly to: number;
  readonly capacity: number;
}

/** What limits the flow of a pair. */
export interface MinCut {
  readonly value: number;
  /** `sink`: all arcs into the sink are full; `source`: all out of the source; else `mixture`. */
  readonly kind: CutKind;
  readonly arcs: readonly CutArc[];
  /** Nodes on the source's side for each node layer, from the sink's to the source's. */
  readonly sourceSide: readonly (readonly number[])[];
}

/** One way through the layers, the token at each node layer, query first, and what goes along it. */
export interface LayerPath {
  readonly nodes: readonly number[];
  readonly amount: number;
}

export interface FlowPairResult {
  readonly cut: MinCut;
  /** Strongest first; the amounts add up to the value. */
  readonly paths: readonly LayerPath[];
}

/** Every flow set against the cut that proves it. */
export interface CutCheck {
  readonly pairs: number;
  /** Largest |flow - cut| with the capacities computed with, and with those given. */
  readonly largestGap: number;
  readonly largestInputGap: number;
}

/** Divides every row by its sum, as the paper's published code does; a row of zeros stays. */
export function normaliseRows(stack: MatrixStack): MatrixStack {
  const values = stack.values.slice();
  for (let begin = 0; begin < values.length; begin += stack.keys) {
    const row = values.subarray(begin, begin + stack.keys);
    let sum = 0;
    for (const value of row) sum += value;
    if (sum > 0) for (let key = 0; key < row.length; key += 1) row[key] = (row[key] ?? 0) / sum;
  }
  return { ...stack, values };
}
