import type { Engine } from '#engine/engine';
import type { FlowPair, FlowPairResult } from '#model/flow';
import type { RolloutOptions } from '#model/options';
import { explain } from './analysis';
import type { OpenInput } from './state';

/** The flow of one pair and what it was asked for. */
export interface PairResult extends FlowPairResult {
  readonly input: OpenInput;
  readonly pair: FlowPair;
}

/** Keeps what limits one flow and its paths for the pair that is looked at. */
export class PairAnalysis extends EventTarget {
  readonly #engine: Engine;
  #wanted = '';
  #result: PairResult | undefined;
  #message: string | undefined;

  constructor(engine: Engine) {
    super();
    this.#engine = engine;
  }

  /** The newest pair there is; for a moment not yet the one wanted last. */
  get result(): PairResult | undefined {
    return this.#result;
  }

  /** Why there is no newer pair. */
  get message(): string | undefined {
    return this.#message;
  }

  /** Asks for a pair unless it was the one asked for last. */
  want(input: OpenInput, options: RolloutOptions, pair: FlowPair): void {
    const wanted = JSON.stringify([input.id, input.choice, options, pair]);
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    void this.#ask(wanted, input, options, pair);
  }

  async #ask(
    wanted: string,
    input: OpenInput,
    options: RolloutOptions,
    pair: FlowPair,
  ): Promise<void> {
    try {
      const found = await this.#engine.flowPair(input.id, options, pair);
      if (wanted !== this.#wanted) return;
      this.#result = { ...found, input, pair };
      this.#message = undefined;
    } catch (error) {
      if (wanted !== this.#wanted) return;
      this.#message = explain(error);
    }
    this.dispatchEvent(new Event('change'));
  }
}
