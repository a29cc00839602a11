import { Question } from '#app/picture/question';
import { mostPaths, type OpenInput } from '#app/state/state';
import type { ServiceSources } from '#app/view/services';
import type { Engine } from '#engine/engine';
import type { FlowPair, LayerPath, MinCut } from '#model/flow';
import type { RolloutOptions } from '#model/options';

/** A pair that is looked at: its flow, or the value of its rollout. */
export interface WantedPair {
  readonly method: 'rollout' | 'flow';
  readonly pair: FlowPair;
  /** As it stands in the matrix. */
  readonly value: number;
}

/** What a pair's value is made of, and what it was asked for. */
export interface PairResult extends WantedPair {
  readonly input: OpenInput;
  /** Strongest first; all of a flow, the `mostPaths` strongest of a rollout. */
  readonly paths: readonly LayerPath[];
  /** What limits a flow. */
  readonly cut: MinCut | undefined;
}

/** Keeps the paths, and what limits a flow, of the pair that is looked at. */
export class PairAnalysis extends Question<PairResult> {
  readonly #engine: Engine;

  constructor({ engine }: Pick<ServiceSources, 'engine'>) {
    super();
    this.#engine = engine;
  }

  /** Asks for a pair unless it was the one asked for last. */
  wantPair(input: OpenInput, options: RolloutOptions, wanted: WantedPair): void {
    const { method, pair } = wanted;
    this.want(JSON.stringify([input.id, input.choice, options, method, pair]), async () => {
      if (method === 'flow') {
        const { cut, paths } = await this.#engine.flowPair(input.id, options, pair);
        return { ...wanted, input, cut, paths };
      }
      const paths = await this.#engine.rolloutPaths(input.id, options, pair, mostPaths);
      return { ...wanted, input, cut: undefined, paths };
    });
  }
}
