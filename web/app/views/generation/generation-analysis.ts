import { Player } from '#app/picture/player';
import { Question } from '#app/picture/question';
import type { GenerationChoice } from '#app/state/generation-choice';
import type { OpenInput } from '#app/state/state';
import type { Store } from '#app/state/store';
import type { ServiceSources } from '#app/view/services';
import type { Engine } from '#engine/engine';
import type { Generation } from '#model/generation';
import type { LayerOptions } from '#model/options';
import type { Cell } from '#views/matrix/layout';

/** A generation and what it was computed of. */
export interface GenerationAnswer {
  readonly input: OpenInput;
  readonly generation: Generation;
}

/** Keeps what generated tokens take from those before them, and plays the steps. */
export class GenerationAnalysis extends Question<GenerationAnswer> {
  readonly #engine: Engine;
  readonly #store: Store;
  readonly #player = new Player(
    () => this.#advance(),
    () => this.#changed(),
  );
  #input = 0;
  #hover: Cell | undefined;

  constructor({ engine, store }: ServiceSources) {
    super();
    this.#engine = engine;
    this.#store = store;
  }

  /** The cell of the matrix under the pointer. */
  get hover(): Cell | undefined {
    return this.#hover;
  }

  get playing(): boolean {
    return this.#player.playing;
  }

  wantGeneration(
    input: OpenInput,
    { fusion, residual, discard }: LayerOptions,
    { promptLength, next }: GenerationChoice,
  ): void {
    if (input.id !== this.#input) {
      this.#input = input.id;
      this.#player.stop();
    }
    const options = {
      fusion,
      residual,
      discard,
      promptLength: promptLengthOf(input, promptLength),
    };
    this.want(JSON.stringify([input.id, input.choice, options, next]), async (task) => ({
      input,
      generation: await this.#engine.generate(input.id, { ...options, next }, task),
    }));
  }

  pointAt(cell: Cell | undefined): void {
    this.#hover = cell;
    this.#changed();
  }

  play(playing: boolean): void {
    if (playing) this.#player.start();
    else this.#player.stop();
  }

  #advance(): void {
    const steps = this.answer?.generation.steps ?? 1;
    const { generation } = this.#store.state.settings;
    const step = (generation.step + 1) % steps;
    this.#store.dispatch({ type: 'passed', change: { generation: { ...generation, step } } });
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** The chosen prompt, the input's own, or where neither is known the first half. */
function promptLengthOf({ info }: OpenInput, chosen: GenerationChoice['promptLength']): number {
  if (info.recordedSteps > 0) return info.promptLength ?? 1;
  const length = chosen === 'auto' ? info.promptLength : Math.min(chosen, info.keys - 1);
  return length ?? Math.max(1, Math.floor(info.keys / 2));
}
