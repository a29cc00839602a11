import type { AttentionInfo } from '#model/attention';
import type { Method } from '#model/matrix';
import type { RolloutOptions } from '#model/options';

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
  {
    method: 'flow',
    label: 'Flow',
    meaning:
      'Every weight a pipe of that width: the most that could flow from one token to one position.',
  },
];

/** Why flow and the recurrent residual exclude each other. */
export const noRecurrentFlow =
  'Flow needs one matrix for each layer, and the recurrent residual has none: choose another residual.';

/** Why an input cannot be shown by a method with these options; undefined where it can. */
export function refusal(
  method: Method,
  info: AttentionInfo,
  { residual }: Pick<RolloutOptions, 'residual'>,
): string | undefined {
  if (method === 'raw') return undefined;
  if (info.queries !== info.keys) {
    return (
      `This is cross attention, ${info.queries} queries by ${info.keys} keys: its layers cannot be ` +
      'joined, because the rows of one are not the columns of the next.'
    );
  }
  return method === 'flow' && residual.kind === 'recurrent' ? noRecurrentFlow : undefined;
}

/**
 * Flow of longer inputs takes more than about a third of a second in one worker, and grows with the
 * cube (docs/performance.md). A picture of 8 × 8 patches is within.
 */
const longestQuickFlow = 96;

/** Whether a method is computed without being asked for, to set its numbers beside the others'. */
export function isQuick(method: Method, info: AttentionInfo): boolean {
  return method !== 'flow' || info.keys <= longestQuickFlow;
}
