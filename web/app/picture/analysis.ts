import { isQuick, methodChoices, refusal } from '#app/state/methods';
import type { OpenInput, State } from '#app/state/state';
import type { Store } from '#app/state/store';
import { type Engine, EngineError, type Progress, type TaskOptions } from '#engine/engine';
import type { Saturation } from '#model/flow';
import type { MatrixStack, Method } from '#model/matrix';
import type { RolloutOptions } from '#model/options';

/** What an analysis gives; only flow can be saturated. */
interface Outcome {
  readonly stack: MatrixStack;
  readonly saturation?: Saturation;
}

/** A finished analysis and the settings it was made with, which may lag behind the controls. */
export interface Result extends Outcome {
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

/** Progress is shown so often at most: each time the page is drawn anew. */
const PROGRESS_MS = 50;

interface Request {
  readonly key: string;
  readonly abort: AbortController;
  /** `stopped` says what people should know of a request that ended without a result. */
  state: 'running' | 'done' | { readonly stopped: string };
}

/**
 * Keeps one result for each method in step with the state; of a method that takes long only while it
 * is shown. A newer request ends the older one; a request that fails or is cancelled leaves the
 * result there was. The methods that are not shown wait for the picture of the one that is:
 * computing them while the page draws made the first picture 80 ms later on two processors.
 */
export class Analysis extends EventTarget {
  readonly #engine: Engine;
  readonly #store: Store;
  readonly #requests = new Map<Method, Request>();
  #results: Results = {};
  #computing: Computing | undefined;
  #shown: Method | undefined;
  /** Until the picture of the shown method stands. */
  #drawn: Promise<void> = Promise.resolve();

  /** `painted` waits until the page has painted what it was just given. */
  constructor(
    engine: Engine,
    store: Store,
    private readonly painted: () => Promise<void> = nextPainting,
  ) {
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
    const state = this.#requests.get(this.#store.state.settings.method)?.state;
    return typeof state === 'object' && state.stopped !== '' ? state.stopped : undefined;
  }

  /** Ends what is being computed; the pictures that stand stay. */
  cancel(): void {
    const stopped =
      'Cancelled. The picture shows what was there before; change a setting to go on.';
    for (const request of this.#requests.values()) {
      if (request.state !== 'running') continue;
      request.state = { stopped };
      request.abort.abort();
    }
    this.#computing = undefined;
    this.#changed();
  }

  /** Takes the message away. */
  dismiss(): void {
    const request = this.#requests.get(this.#store.state.settings.method);
    if (typeof request?.state === 'object') request.state = { stopped: '' };
    this.#changed();
  }

  #follow({ input, settings }: State): void {
    if (input === undefined) return;
    const { method: first, options } = settings;
    const chosen = first !== this.#shown;
    this.#shown = first;
    if (chosen) this.#retry(first);
    const others = methodChoices.map(({ method }) => method).filter((method) => method !== first);
    for (const method of [first, ...others]) {
      if (refusal(method, input.info, options) !== undefined) this.#drop(method);
      else if (method === first) this.#show(method, input, options);
      else if (isQuick(method, input.info)) {
        const turn = isQuick(first, input.info) ? this.#drawn : undefined;
        void this.#ask(method, input, options, turn);
      } else if (!this.#stands(method, keyOf(method, input, options))) this.#drop(method);
    }
  }

  /** Choosing a method again asks again for what was cancelled or refused. */
  #retry(method: Method): void {
    if (typeof this.#requests.get(method)?.state === 'object') this.#requests.delete(method);
  }

  #stands(method: Method, key: string): boolean {
    const request = this.#requests.get(method);
    return request?.key === key && request.state === 'done';
  }

  #drop(method: Method): void {
    this.#requests.get(method)?.abort.abort();
    this.#requests.delete(method);
    if (this.#computing?.method === method) this.#computing = undefined;
    const { [method]: _, ...rest } = this.#results;
    this.#results = rest;
  }

  #show(method: Method, input: OpenInput, options: RolloutOptions): void {
    const answered = this.#ask(method, input, options);
    if (answered !== undefined) this.#drawn = answered.then(this.painted);
  }

  /** Asks when it is its `turn`, unless the same was asked already. */
  #ask(
    method: Method,
    input: OpenInput,
    options: RolloutOptions,
    turn?: Promise<void>,
  ): Promise<void> | undefined {
    const key = keyOf(method, input, options);
    const running = this.#requests.get(method);
    if (running?.key === key) return undefined;
    running?.abort.abort();
    const request: Request = { key, abort: new AbortController(), state: 'running' };
    this.#requests.set(method, request);
    return this.#run(method, input, options, request, turn);
  }

  async #run(
    method: Method,
    input: OpenInput,
    options: RolloutOptions,
    request: Request,
    turn: Promise<void> | undefined,
  ): Promise<void> {
    const { signal } = request.abort;
    if (turn !== undefined) await turn;
    if (signal.aborted) return;
    const since = performance.now();
    let told = since;
    const report = (progress: Progress | undefined) => {
      const shown = this.#store.state.settings.method === method;
      if (!shown || signal.aborted) return;
      const now = performance.now();
      if (progress !== undefined && now - told < PROGRESS_MS) return;
      told = now;
      this.#computing = { method, since, progress };
      this.#changed();
    };
    report(undefined);
    try {
      const task = { signal, onProgress: report };
      const outcome = await this.#compute(method, input, options, task);
      if (signal.aborted) return;
      const milliseconds = performance.now() - since;
      this.#results = { ...this.#results, [method]: { ...outcome, options, input, milliseconds } };
      request.state = 'done';
    } catch (error) {
      if (signal.aborted) return;
      request.state = { stopped: explain(error) };
    }
    if (this.#computing?.method === method) this.#computing = undefined;
    this.#changed();
  }

  async #compute(
    method: Method,
    { id }: OpenInput,
    options: RolloutOptions,
    task: TaskOptions,
  ): Promise<Outcome> {
    switch (method) {
      case 'raw':
        return { stack: await this.#engine.raw(id, options, task) };
      case 'rollout':
        return { stack: await this.#engine.rollout(id, options, task) };
      case 'flow':
        return this.#engine.flow(id, { ...options, sinkLayer: options.startLayer }, task);
    }
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** Names what a method's result depends on, so that no other change asks for it again. */
function keyOf(method: Method, { id, choice }: OpenInput, options: RolloutOptions): string {
  return JSON.stringify([id, choice, method === 'raw' ? options.fusion : options]);
}

/** What to tell people about a failure. */
export function explain(error: unknown): string {
  if (error instanceof EngineError) return error.message;
  const detail = error instanceof Error ? error.message : String(error);
  return `The analysis stopped unexpectedly (${detail}). Reload the page and open the file again.`;
}

/** A hidden page is not painted: there it takes a tenth of a second. */
function nextPainting(): Promise<void> {
  return new Promise((resolve) => {
    const hidden = setTimeout(resolve, 100);
    requestAnimationFrame(() => {
      clearTimeout(hidden);
      setTimeout(resolve);
    });
  });
}
