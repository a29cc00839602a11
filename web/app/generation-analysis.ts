import type { Engine } from '#engine/engine';
import type { Generation } from '#model/generation';
import type { LayerOptions } from '#model/options';
import { defaultFilter, filterText, parseFilter, type TokenFilter } from '#model/token-filter';
import type { Cell } from '#views/matrix-layout';
import { Player } from './player';
import { Question } from './question';
import type { OpenInput } from './state';

/** A generation and what it was computed of. */
export interface GenerationAnswer {
  readonly input: OpenInput;
  readonly generation: Generation;
}

/** How a generation is looked at. */
export interface GenerationChoice {
  /** Counted from 0. */
  readonly step: number;
  /** One step in every layer, or every step in one layer. */
  readonly rows: 'layers' | 'steps';
  /** Columns of tokens that were generated earlier, after those of the prompt. */
  readonly beyond: boolean;
  readonly filter: TokenFilter;
  /** Values are divided by what is left of their row. */
  readonly renormalise: boolean;
  /** As the person who looks at it says; the input's own where undefined. */
  readonly promptLength: number | undefined;
  /** One pass also has the step after its end. */
  readonly next: boolean;
}

const firstChoice: GenerationChoice = {
  step: 0,
  rows: 'layers',
  beyond: false,
  filter: { tokens: [], special: false },
  renormalise: false,
  promptLength: undefined,
  next: false,
};

/** Keeps what generated tokens take from those before them, and how it is looked at. */
export class GenerationAnalysis extends Question<GenerationAnswer> {
  readonly #engine: Engine;
  readonly #player = new Player(
    () => this.#advance(),
    () => this.#changed(),
  );
  #choice = firstChoice;
  #input = 0;
  #listed = filterText(defaultFilter);
  #hover: Cell | undefined;

  constructor(engine: Engine) {
    super();
    this.#engine = engine;
  }

  get choice(): GenerationChoice {
    return this.#choice;
  }

  /** The cell of the matrix under the pointer. */
  get hover(): Cell | undefined {
    return this.#hover;
  }

  get playing(): boolean {
    return this.#player.playing;
  }

  /** The tokens to leave out as they were typed, kept while nothing is left out. */
  get listed(): string {
    return this.#listed;
  }

  wantGeneration(input: OpenInput, { fusion, residual, discard }: LayerOptions): void {
    if (input.id !== this.#input) {
      this.#input = input.id;
      this.#choice = { ...firstChoice, filter: this.#choice.filter };
      this.#player.stop();
    }
    const { promptLength, next } = this.#choice;
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

  choose(choice: Partial<GenerationChoice>): void {
    this.#choice = { ...this.#choice, ...choice };
    this.#changed();
  }

  /** Leaves out what is listed, or nothing. */
  filterBy(on: boolean, listed = this.#listed): void {
    this.#listed = listed;
    const tokens = on ? parseFilter(listed) : [];
    this.choose({ filter: { tokens, special: on } });
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
    this.choose({ step: (this.#choice.step + 1) % steps });
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** The chosen prompt, the input's own, or where neither is known the first half. */
function promptLengthOf({ info }: OpenInput, chosen: number | undefined): number {
  if (info.recordedSteps > 0) return info.promptLength ?? 1;
  return chosen ?? info.promptLength ?? Math.max(1, Math.floor(info.keys / 2));
}
