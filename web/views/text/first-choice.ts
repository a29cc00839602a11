import type { AttentionInfo } from '#model/attention';
import { isSpecialToken } from '#model/special-token';

/**
 * The position that a picture opens with: the read-out the input names, a mask, the last token of
 * a causal model, else the ordinary token nearest the middle.
 */
export function firstChoice(info: AttentionInfo): number {
  if (info.readout !== undefined) return info.readout;
  const mask = info.queryTokens.findIndex((token) => /^(\[MASK\]|<mask>)$/.test(token));
  if (mask >= 0) return mask;
  if (info.causal) return info.queries - 1;
  const middle = (info.queries - 1) / 2;
  let best = 0;
  let bestDistance = Number.POSITIVE_INFINITY;
  info.queryTokens.forEach((token, position) => {
    const distance = Math.abs(position - middle) + (isSpecialToken(token) ? info.queries : 0);
    if (distance < bestDistance) [best, bestDistance] = [position, distance];
  });
  return best;
}
