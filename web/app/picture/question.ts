import type { TaskOptions } from '#engine/engine';
import { explain } from './analysis';

/**
 * Keeps the newest answer to a question that changes with the state. While a newer one is asked the
 * answer that stands stays; what comes too late is dropped.
 */
export class Question<Answer> extends EventTarget {
  #key = '';
  #answer: Answer | undefined;
  #message: string | undefined;
  #abort: AbortController | undefined;

  /** The newest answer there is; for a moment not yet that of the question asked last. */
  get answer(): Answer | undefined {
    return this.#answer;
  }

  /** Why there is no newer answer. */
  get message(): string | undefined {
    return this.#message;
  }

  /** Asks unless it was this that was asked last: questions of the same key are the same. */
  want(key: string, ask: (task: TaskOptions) => Promise<Answer>): void {
    if (key === this.#key) return;
    this.#key = key;
    this.#abort?.abort();
    this.#abort = new AbortController();
    void this.#ask(this.#abort.signal, ask);
  }

  async #ask(signal: AbortSignal, ask: (task: TaskOptions) => Promise<Answer>): Promise<void> {
    try {
      const answer = await ask({ signal });
      if (signal.aborted) return;
      this.#answer = answer;
      this.#message = undefined;
    } catch (error) {
      if (signal.aborted) return;
      this.#message = explain(error);
    }
    this.dispatchEvent(new Event('change'));
  }
}
