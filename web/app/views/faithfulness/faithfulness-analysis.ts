import { Question } from '#app/picture/question';
import { type FaithfulnessChoice, readoutOf, referenceOf } from '#app/state/faithfulness-choice';
import type { OpenInput } from '#app/state/state';
import type { ServiceSources } from '#app/view/services';
import type { Engine, Progress } from '#engine/engine';
import type { Agreements, Summary } from '#model/faithfulness';
import { correlationsOf, summarise } from '#model/faithfulness';
import type { Method } from '#model/matrix';
import type { RolloutOptions } from '#model/options';
import { methods } from '#model/vocabulary/kinds';
import { mostListed } from '#views/bounds';

export interface FaithfulnessAnswer {
  readonly key: string;
  readonly reference: string;
  readonly agreements: Agreements;
  /** A summary for each layer, of very many for the first of them. */
  readonly table: Readonly<Partial<Record<Method, readonly Summary[]>>>;
}

/** Keeps the correlations of all samples with a reference importance. */
export class FaithfulnessAnalysis extends Question<FaithfulnessAnswer> {
  readonly #engine: Engine;
  #progress: Progress | undefined;

  constructor({ engine }: Pick<ServiceSources, 'engine'>) {
    super();
    this.#engine = engine;
  }

  /** How far a long evaluation is. */
  get progress(): Progress | undefined {
    return this.#progress;
  }

  /** What an answer depends on: not the sample that is looked at. */
  keyOf({ id, choice, info }: OpenInput, options: RolloutOptions, how: FaithfulnessChoice): string {
    const { sample: _, ...rest } = choice;
    const { fusion, residual, discard } = options;
    const asked = [referenceOf(how, info.importance), readoutOf(how, info.readout)];
    return JSON.stringify([id, rest, fusion, residual, discard, asked]);
  }

  wantAgreements(input: OpenInput, options: RolloutOptions, how: FaithfulnessChoice): void {
    const key = this.keyOf(input, options, how);
    const { fusion, residual, discard } = options;
    const reference = referenceOf(how, input.info.importance);
    // Flow has no recurrent residual.
    const chosen: readonly Method[] =
      residual.kind === 'recurrent' ? methods.filter((method) => method !== 'flow') : methods;
    const readout = readoutOf(how, input.info.readout);
    const settings = { fusion, residual, discard, methods: chosen, reference, readout };
    this.want(key, async (task) => {
      const onProgress = (progress: Progress) => this.#report(progress);
      try {
        const agreements = await this.#engine.evaluate(input.id, settings, { ...task, onProgress });
        const table: Partial<Record<Method, readonly Summary[]>> = {};
        for (const method of methods) table[method] = await summariesOf(agreements, method);
        return { key, reference, agreements, table };
      } finally {
        this.#progress = undefined;
      }
    });
  }

  #report(progress: Progress): void {
    this.#progress = progress;
    this.dispatchEvent(new Event('change'));
  }
}

/** Layer by layer, and the page goes on between them: an interval takes thousands of resamples. */
async function summariesOf(agreements: Agreements, method: Method): Promise<readonly Summary[]> {
  const rows: Summary[] = [];
  for (let layer = 0; layer < Math.min(mostListed, agreements.layers); layer++) {
    rows.push(summarise(correlationsOf(agreements, method, layer)));
    await new Promise((resolve) => setTimeout(resolve));
  }
  return rows;
}
