const stepMilliseconds = 800;

/** Calls `step` again and again while it plays. */
export class Player {
  readonly #step: () => void;
  readonly #changed: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(step: () => void, changed: () => void) {
    this.#step = step;
    this.#changed = changed;
  }

  get playing(): boolean {
    return this.#timer !== undefined;
  }

  start(): void {
    if (this.playing) return;
    this.#timer = setInterval(this.#step, stepMilliseconds);
    this.#step();
    this.#changed();
  }

  stop(): void {
    if (!this.playing) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#changed();
  }
}
