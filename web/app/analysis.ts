import { type Engine, EngineError, type Progress } from '#engine/engine';
import type { MatrixStack, Method } from '#model/matrix';
import type { RolloutOptions } from '#model/options';
import { methodChoices, refusal } from './methods';
import type { OpenInput, State } from './state';
import type { Store } from './store';

/** A finished analysis and the settings it was made with, which may lag behind the controls. */
export interface Result {
  readonly stack: MatrixStack;
  readonly options: RolloutOptions;
  readonly input: OpenInput;
  readonly milliseconds: number;
}

export type Results = Partial<Record<Method, Result>>;

export interface Computing {
  readonly method: Method;
  /** Milliseconds since the page opened. */
  readonly since: number;
  readonly progress: Progress | undefined;
}

interface Request {
  readonly key: string;
  readonly abort: AbortController;
}

/**
 * Keeps one result for each method in step with the state. A newer request ends the older one; a
 * request that fails or is cancelled leaves the result there was.
 */
export class Analysis extends EventTarget {
  readonly #engine: Engine;
  readonly #store: Store;
  readonly #requests = new Map<Method, Request>();
  #results: Results = {};
  #computing: Computing | undefined;
  #message: string | undefined;

  constructor(engine: Engine, store: Store) {
    super();
    this.#engine = engine;
    this.#store = store;
    store.subscribe((state) => this.#follow(state));
  }

  get results(): Results {
    return this.#results;
  }

  /** The request that the page waits for. */
  get computing(): Computing | undefined {
    return this.#computing;
  }

  /** Why the shown method has no newer result. */
  get message(): string | undefined {
    return this.#message;
  }

  /** Ends what is being computed; the pictures that stand stay. */
  cancel(): void {
    for (const { abort } of this.#requests.values()) abort.abort();
    this.#computing = undefined;
    this.#message = 'Cancelled. The picture shows the settings before; change one to go on.';
    this.#changed();
  }

  /** Takes the message away. */
  dismiss(): void {
    this.#message = undefined;
    this.#changed();
  }

  #follow({ input, settings }: State): void {
    if (input === undefined) return;
    const first = settings.method;
    const others = methodChoices.map(({ method }) => method).filter((method) => method !== first);
    for (const method of [first, ...others]) {
      if (refusal(method, input.info) === undefined) this.#ask(method, input, settings.options);
      else this.#drop(method);
    }
  }

  #drop(method: Method): void {
    this.#requests.get(method)?.abort.abort();
    this.#requests.delete(method);
    const { [method]: _, ...rest } = this.#results;
    this.#results = rest;
  }

  #ask(method: Method, input: OpenInput, options: RolloutOptions): void {
    const key = JSON.stringify([input.id, input.choice, relevant(method, options)]);
    const running = this.#requests.get(method);
    if (running?.key === key) return;
    running?.abort.abort();
    const abort = new AbortController();
    this.#requests.set(method, { key, abort });
    void this.#run(method, input, options, abort);
  }

  async #run(
    method: Method,
    input: OpenInput,
    options: RolloutOptions,
    abort: AbortController,
  ): Promise<void> {
    const { signal } = abort;
    const since = performance.now();
    const shown = () => this.#store.state.settings.method === method;
    const report = (progress: Progress | undefined) => {
      if (!shown() || signal.aborted) return;
      this.#computing = { method, since, progress };
      this.#changed();
    };
    report(undefined);
    try {
      const task = { signal, onProgress: report };
      const stack =
        method === 'raw'
          ? await this.#engine.raw(input.id, options, task)
          : await this.#engine.rollout(input.id, options, task);
      if (signal.aborted) return;
      const milliseconds = performance.now() - since;
      this.#results = { ...this.#results, [method]: { stack, options, input, milliseconds } };
      if (shown()) this.#message = undefined;
    } catch (error) {
      if (signal.aborted) return;
      this.#message = explain(error);
    }
    if (this.#computing?.method === method) this.#computing = undefined;
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** The settings that a method's result depends on, so that no other change asks for it again. */
function relevant(method: Method, options: RolloutOptions): unknown {
  return method === 'raw' ? options.fusion : options;
}

/** What to tell people about a failure. */
export function explain(error: unknown): string {
  if (error instanceof EngineError) return error.message;
  const detail = error instanceof Error ? error.message : String(error);
  return `The analysis stopped unexpectedly (${detail}). Reload the page and open the file again.`;
}
