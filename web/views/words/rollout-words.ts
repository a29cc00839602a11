import type { FlowPair } from '#model/flow';
import { formatPercent, formatValue } from './format';
import { quote } from './sentences';

/** “After layer 6, ‘brown’ takes 0.12 from ‘quick’, over all paths through the layers together.” */
export function productSentence(
  value: number,
  { layer, source, sink, sinkLayer }: FlowPair,
  labels: readonly string[],
): string {
  const from = `${quote(labels[sink] ?? '')}${sinkLayer > 0 ? ` after layer ${sinkLayer}` : ''}`;
  const start = `After layer ${layer + 1}, ${quote(labels[source] ?? '')} takes`;
  if (!(value > 0)) return `${start} nothing from ${from}: no path leads from one to the other.`;
  const over = layer > sinkLayer ? ', over all paths through the layers together' : '';
  return `${start} ${formatValue(value)} from ${from}${over}.`;
}

/** “The 20 strongest paths make up 34 % of it.” `more`: there are paths that were not asked for. */
export function productPathsWords(shown: number, more: boolean, share: number): string {
  if (shown === 0) return 'There is no path.';
  if (!more && share > 1 - 1e-6) {
    return shown === 1 ? 'It is one path.' : `All ${shown} paths are shown.`;
  }
  const strongest = shown === 1 ? 'The strongest path makes' : `The ${shown} strongest paths make`;
  const rest = share < 0.5 ? '; the rest is spread over many weaker ones' : '';
  return `${strongest} up ${formatPercent(share)} of it${rest}.`;
}

/** “In layer 6, ‘brown’ reads ‘quick’ by 0.12.” */
export function weightSentence(
  value: number,
  { layer, source, sink }: Pick<FlowPair, 'layer' | 'source' | 'sink'>,
  labels: readonly string[],
): string {
  const read = `${quote(labels[source] ?? '')} reads ${quote(labels[sink] ?? '')}`;
  return `In layer ${layer + 1}, ${read} by ${formatValue(value)}.`;
}
