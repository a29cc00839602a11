import type { FlowPair, MinCut, Saturation } from '#model/flow';
import { strideOf } from '#views/bounds';
import { formatPercent, formatValue } from './format';
import { list, quote } from './sentences';

/** Share of pairs from which on a layer's saturation is said. */
const notable = 0.5;

/** What limits the flow of a pair: `limited by what ‘the’ is read in layer 1`. */
export function cutWords(
  { kind, arcs }: Pick<MinCut, 'kind' | 'arcs'>,
  { layer, source, sink, sinkLayer }: FlowPair,
  labels: readonly string[],
): string {
  const token = quote(labels[sink] ?? '');
  const position = quote(labels[source] ?? '');
  if (arcs.length === 0) return 'because no way leads from one to the other';
  if (layer === sinkLayer) {
    return `limited by the one weight between them, ${position} reading ${token} in layer ${layer + 1}`;
  }
  if (kind === 'sink') return `limited by what ${token} is read in layer ${sinkLayer + 1}`;
  if (kind === 'source') return `limited by what position ${position} sends in layer ${layer + 1}`;
  return `limited in between, in ${layersWords(arcs.map((arc) => arc.layer))}`;
}

/** `layer 3`, `layers 3–5`, `layers 1 and 4`, from layers counted from 0, in any order. */
export function layersWords(layers: readonly number[]): string {
  const each = [...new Set(layers)].sort((one, other) => one - other);
  const first = each[0] ?? 0;
  const last = each.at(-1) ?? 0;
  if (first === last) return `layer ${first + 1}`;
  if (last - first + 1 === each.length) return `layers ${first + 1}–${last + 1}`;
  return `layers ${list(each.map((layer) => String(layer + 1)))}`;
}

/** “At most 0.574 can flow from ‘quick’ to ‘brown’ after layer 6, limited by …” */
export function pairSentence(
  cut: Pick<MinCut, 'kind' | 'arcs' | 'value'>,
  pair: FlowPair,
  labels: readonly string[],
): string {
  const from = `${quote(labels[pair.sink] ?? '')}${pair.sinkLayer > 0 ? ` after layer ${pair.sinkLayer}` : ''}`;
  const to = `${quote(labels[pair.source] ?? '')} after layer ${pair.layer + 1}`;
  const amount = cut.value > 0 ? `At most ${formatValue(cut.value)}` : 'Nothing';
  return `${amount} can flow from ${from} to ${to}, ${cutWords(cut, pair, labels)}.`;
}

/** “The 20 strongest of 162 paths carry 34 % of it.” */
export function pathsWords(shown: number, paths: number, share: number): string {
  if (paths === 0) return 'There is no path.';
  if (paths === 1) return 'One path carries all of it.';
  if (shown >= paths) return `All ${paths} paths are shown.`;
  const strongest = shown === 1 ? 'The strongest' : `The ${shown} strongest`;
  return `${strongest} of ${paths} paths ${shown === 1 ? 'carries' : 'carry'} ${formatPercent(share)} of it.`;
}

/** What a layer's saturation means for who looks at it. */
export interface SaturationWords {
  /** The layer's picture says little about its positions. */
  readonly warns: boolean;
  readonly sentence: string;
}

/** Share of the pairs at their bound, for each layer; of a causal model, of those that exist. */
export function saturatedShares(
  { atEither }: Saturation,
  tokens: number,
  causal: boolean,
): number[] {
  const exist = causal ? (tokens + 1) / (2 * tokens) : 1;
  return atEither.map((share) => Math.min(1, share / exist));
}

/**
 * Says that a layer's flow is the same for every position, or that much of it is at its bound.
 * Undefined where no layer of the flow has anything to say. `layer` counts from 0.
 */
export function saturationWords(
  saturation: Saturation,
  layer: number,
  sinkLayer: number,
  tokens: number,
  causal: boolean,
): SaturationWords | undefined {
  if (tokens < 2) return undefined;
  const { identicalFrom, nearlyIdenticalFrom } = saturation;
  const shares = saturatedShares(saturation, tokens, causal);
  const same = identicalFrom ?? nearlyIdenticalFrom;
  if (same === undefined && shares.every((share) => share < notable)) return undefined;
  const read = `how much each token is read in layer ${sinkLayer + 1}, not what this position uses`;
  if (identicalFrom !== undefined && layer >= identicalFrom) {
    return {
      warns: true,
      sentence: `From layer ${identicalFrom + 1} on, every position has the same flow: it shows ${read}.`,
    };
  }
  if (nearlyIdenticalFrom !== undefined && layer >= nearlyIdenticalFrom) {
    return {
      warns: true,
      sentence: `From layer ${nearlyIdenticalFrom + 1} on, every position has the same flow but for rounding: it shows ${read}.`,
    };
  }
  const share = shares[layer - sinkLayer] ?? 0;
  const part = share > 0 ? `${formatPercent(share)} of flows are` : 'no flow is';
  return {
    warns: share >= notable,
    sentence: `After layer ${layer + 1}, ${part} limited at ${share > 0 ? 'their ends' : 'its ends'} alone, not by the layers between.`,
  };
}

/**
 * `layer 1: 0 %, layer 2: 55 %`, for people who do not see the chart; of very many layers, every so
 * many of them.
 */
export function sharesWords(shares: readonly number[], sinkLayer: number): string {
  const stride = strideOf(shares.length);
  return shares
    .map((share, place) => `layer ${sinkLayer + place + 1}: ${formatPercent(share)}`)
    .filter((_, place) => place % stride === 0)
    .join(', ');
}
