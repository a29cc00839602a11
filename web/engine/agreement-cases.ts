import type { AttentionInfo } from '#model/attention';
import type { FaithfulnessOptions } from '#model/faithfulness';
import type { AgreementCase } from './agreements';
import type { LoadedAttention } from './handles';

/**
 * These samples of an input, ready to be evaluated anywhere; `check` is told of each and may refuse
 * it. The chosen sample is the same afterwards.
 */
export function agreementCases(
  input: LoadedAttention,
  samples: readonly number[],
  options: FaithfulnessOptions,
  check: (info: AttentionInfo) => void = () => undefined,
): AgreementCase[] {
  const { choice } = input;
  try {
    return samples.map((sample) => {
      check(input.choose({ ...choice, sample }));
      return input.agreementCase(options);
    });
  } finally {
    input.choose(choice);
  }
}
