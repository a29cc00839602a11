import type { Engine, Loaded, TaskOptions } from '#engine/engine';
import { inputAt } from '#engine/fetch-input';

/** How long an input stays that no view shows: a view that is moved takes it up again. */
const KEPT_MS = 1000;

interface Shared {
  readonly loaded: Promise<Loaded>;
  readonly abort: AbortController;
  readonly listeners: Set<TaskOptions['onProgress']>;
  views: number;
}

/** A loaded input, and how to let go of it. */
export interface OpenedInput extends Loaded {
  readonly engine: Engine;
  release(): void;
}

/**
 * The inputs of all views of a page: one engine, started when the first of them is needed, and each
 * address read once however many views show it.
 */
export class SharedInputs {
  readonly #byAddress = new Map<string, Shared>();
  #engine: Engine | undefined;

  constructor(private readonly start: () => Engine) {}

  /** Reads what is at an address, or takes part in its reading. Rejects with `EngineError`. */
  async openAddress(address: string, task: TaskOptions = {}): Promise<OpenedInput> {
    const engine = this.#started();
    const shared = this.#byAddress.get(address) ?? this.#read(address, engine);
    shared.views += 1;
    shared.listeners.add(task.onProgress);
    let held = true;
    const release = () => {
      if (!held) return;
      held = false;
      shared.listeners.delete(task.onProgress);
      this.#leave(address, shared, engine);
    };
    task.signal?.addEventListener('abort', release);
    try {
      const { id, info } = await shared.loaded;
      task.signal?.throwIfAborted();
      return { id, info, engine, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Reads data that is given in memory. Rejects with `EngineError`. */
  async openContent(content: Blob | string, task: TaskOptions = {}): Promise<OpenedInput> {
    const engine = this.#started();
    const { id, info } = await engine.load(content, task);
    return { id, info, engine, release: () => engine.release(id) };
  }

  #started(): Engine {
    this.#engine ??= this.start();
    return this.#engine;
  }

  #read(address: string, engine: Engine): Shared {
    const abort = new AbortController();
    const listeners: Shared['listeners'] = new Set();
    const task: TaskOptions = {
      signal: abort.signal,
      onProgress: (progress) => {
        for (const listener of listeners) listener?.(progress);
      },
    };
    const loaded = (async () => engine.load(inputAt(address), task))();
    const shared: Shared = { loaded, abort, listeners, views: 0 };
    // What failed is asked for again by the next view.
    loaded.catch(() => this.#forget(address, shared));
    this.#byAddress.set(address, shared);
    return shared;
  }

  #leave(address: string, shared: Shared, engine: Engine): void {
    shared.views -= 1;
    if (shared.views > 0) return;
    setTimeout(() => {
      if (shared.views > 0) return;
      this.#forget(address, shared);
      shared.abort.abort();
      shared.loaded.then(
        ({ id }) => engine.release(id),
        () => undefined,
      );
    }, KEPT_MS);
  }

  #forget(address: string, shared: Shared): void {
    if (this.#byAddress.get(address) === shared) this.#byAddress.delete(address);
  }
}
