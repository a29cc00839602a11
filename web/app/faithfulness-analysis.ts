import type { Engine, Progress } from '#engine/engine';
import type { Agreements, ReadoutChoice, Summary } from '#model/faithfulness';
import { summaries } from '#model/faithfulness';
import type { Method } from '#model/matrix';
import type { RolloutOptions } from '#model/options';
import { Question } from './question';
import type { OpenInput } from './state';

export interface FaithfulnessAnswer {
  readonly key: string;
  readonly reference: string;
  readonly agreements: Agreements;
  /** A summary for each layer. */
  readonly table: Readonly<Partial<Record<Method, readonly Summary[]>>>;
}

/** How faithfulness is looked at. */
export interface FaithfulnessChoice {
  /** Name of the reference; the input's first where undefined. */
  readonly reference: string | undefined;
  readonly readout: ReadoutChoice | undefined;
  /** By which method and layer samples are sorted. */
  readonly method: Method;
  /** Counted from 0; the last where undefined. */
  readonly layer: number | undefined;
}

/** Keeps the correlations of all samples with a reference importance. */
export class FaithfulnessAnalysis extends Question<FaithfulnessAnswer> {
  readonly #engine: Engine;
  #progress: Progress | undefined;
  #choice: FaithfulnessChoice = {
    reference: undefined,
    readout: undefined,
    method: 'rollout',
    layer: undefined,
  };

  constructor(engine: Engine) {
    super();
    this.#engine = engine;
  }

  get choice(): FaithfulnessChoice {
    return this.#choice;
  }

  /** How far a long evaluation is. */
  get progress(): Progress | undefined {
    return this.#progress;
  }

  /** What an answer depends on: not the sample that is looked at. */
  keyOf({ id, choice, info }: OpenInput, options: RolloutOptions): string {
    const { sample: _, ...rest } = choice;
    const { fusion, residual, discard } = options;
    const reference = this.#referenceOf(info.importance);
    return JSON.stringify([id, rest, fusion, residual, discard, reference, this.#readoutOf(info)]);
  }

  wantAgreements(input: OpenInput, options: RolloutOptions): void {
    const key = this.keyOf(input, options);
    const { fusion, residual, discard } = options;
    const reference = this.#referenceOf(input.info.importance);
    // Flow has no recurrent residual.
    const methods: readonly Method[] =
      residual.kind === 'recurrent' ? ['raw', 'rollout'] : ['raw', 'rollout', 'flow'];
    const readout = this.#readoutOf(input.info);
    const settings = { fusion, residual, discard, methods, reference, readout };
    this.want(key, async (task) => {
      const onProgress = (progress: Progress) => this.#report(progress);
      try {
        const agreements = await this.#engine.evaluate(input.id, settings, { ...task, onProgress });
        const rows = methods.map((method) => [method, summaries(agreements, method)] as const);
        return { key, reference, agreements, table: Object.fromEntries(rows) };
      } finally {
        this.#progress = undefined;
      }
    });
  }

  choose(choice: Partial<FaithfulnessChoice>): void {
    this.#choice = { ...this.#choice, ...choice };
    this.dispatchEvent(new Event('change'));
  }

  #report(progress: Progress): void {
    this.#progress = progress;
    this.dispatchEvent(new Event('change'));
  }

  #referenceOf(names: readonly string[]): string {
    const { reference } = this.#choice;
    return reference !== undefined && names.includes(reference) ? reference : (names[0] ?? '');
  }

  #readoutOf({ readout }: { readonly readout: number | undefined }): ReadoutChoice {
    return this.#choice.readout ?? (readout === undefined ? 'max' : 'sample');
  }
}
