import type { ReadoutChoice } from '#model/faithfulness';
import type { Method } from '#model/matrix';

export const readoutChoices = ['auto', 'sample', 'max', 'mean'] as const;

/** How faithfulness is looked at. */
export interface FaithfulnessChoice {
  /** Name of the reference; the input's first where it has none of this name. */
  readonly reference: string;
  /** `auto` is the position that samples name, or else the largest of all. */
  readonly readout: (typeof readoutChoices)[number];
  /** By which method and layer samples are sorted; layers count from 0. */
  readonly method: Method;
  readonly layer: 'last' | number;
}

export const firstFaithfulnessChoice: FaithfulnessChoice = {
  reference: '',
  readout: 'auto',
  method: 'rollout',
  layer: 'last',
};

export function referenceOf({ reference }: FaithfulnessChoice, names: readonly string[]): string {
  return names.includes(reference) ? reference : (names[0] ?? '');
}

/** `named` is the position that the input names. */
export function readoutOf(
  { readout }: FaithfulnessChoice,
  named: number | undefined,
): ReadoutChoice {
  if (readout !== 'auto') return readout;
  return named === undefined ? 'max' : 'sample';
}
