import { type Action, initialState, reduce, type State } from './state';

/** Holds the one state of the page and tells who listens that it changed. */
export class Store {
  #state: State = initialState;
  readonly #listeners = new Set<(state: State, before: State) => void>();

  get state(): State {
    return this.#state;
  }

  dispatch(action: Action): void {
    const before = this.#state;
    this.#state = reduce(before, action);
    if (this.#state === before) return;
    for (const listener of this.#listeners) listener(this.#state, before);
  }

  /** Calls `listener` after every change; the function returned ends it. */
  subscribe(listener: (state: State, before: State) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
