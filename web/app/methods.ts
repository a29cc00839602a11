import type { AttentionInfo } from '#model/attention';
import type { Method } from '#model/matrix';

export interface MethodChoice {
  readonly method: Method;
  readonly label: string;
  /** What the method answers, in one sentence. */
  readonly meaning: string;
}

/** The methods that the page offers, in the order of the switch. */
export const methodChoices: readonly MethodChoice[] = [
  {
    method: 'raw',
    label: 'Raw',
    meaning:
      'The weights of one layer alone, heads fused: where each position looks. Residual and discard play no part.',
  },
  {
    method: 'rollout',
    label: 'Rollout',
    meaning: 'All layers up to this one multiplied: what each position has taken from the input.',
  },
];

/** Why an input cannot be shown by a method; undefined where it can. */
export function refusal(method: Method, info: AttentionInfo): string | undefined {
  if (method === 'raw' || info.queries === info.keys) return undefined;
  return (
    `This is cross attention, ${info.queries} queries by ${info.keys} keys: its layers cannot be ` +
    'multiplied, because the rows of one are not the columns of the next.'
  );
}
