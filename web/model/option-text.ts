import { finite, index, readNumber, readNumbers, share, shareBelowOne } from './number-text';
import type { Discard, HeadFusion, Residual } from './options';

/** Analysis settings as text, as attributes and flags have them; undefined for what is none. */

/** What `readHeads` understands, for messages. */
export const headsExpected =
  'mean, max, min, gradient, a head such as 3, heads such as 0,3, max:0,3 or weights:0.5,0.5';

/** `mean`, `max`, `min`, `gradient`, `3`, `0,3` (the mean of them), `max:0,3` or `weights:0.5,0.5`. */
export function readHeads(text: string): HeadFusion | undefined {
  const [kind = '', list] = text.trim().split(':', 2);
  if (kind === 'weights') {
    const weights = list === undefined ? undefined : readNumbers(list, finite);
    return weights && { kind, weights };
  }
  if (/^[\d,\s]+$/.test(kind) && list === undefined) {
    const heads = readNumbers(kind, index);
    return heads && { kind: 'mean', heads };
  }
  if (kind !== 'mean' && kind !== 'max' && kind !== 'min' && kind !== 'gradient') return undefined;
  if (list === undefined) return { kind };
  const heads = readNumbers(list, index);
  return heads && { kind, heads };
}

/** What `readResidual` understands, for messages. */
export const residualExpected = 'average, add, recurrent, none or a share from 0 to 1';

/** `average`, `add`, `recurrent`, `none`, or the share of the identity, as in `0.3`. */
export function readResidual(text: string): Residual | undefined {
  const word = text.trim();
  if (word === 'average') return { kind: 'average', weight: 0.5 };
  if (word === 'add' || word === 'recurrent' || word === 'none') return { kind: word };
  const weight = readNumber(word, share);
  return weight === undefined ? undefined : { kind: 'average', weight };
}

/** What `readDiscard` understands, for messages. */
export const discardExpected =
  'a ratio from 0 up to but not 1, and “before” for before the residual';

/** `0.1`, or `0.1 before` for before the residual. */
export function readDiscard(text: string): Discard | undefined {
  const [ratio = '', order = 'after', ...more] = text.trim().split(/\s+/);
  const value = readNumber(ratio, shareBelowOne);
  if (value === undefined || more.length > 0) return undefined;
  if (order !== 'after' && order !== 'before') return undefined;
  return { ratio: value, order, rule: 'threshold' };
}
