import { defaultChoice, type InputChoice } from '#model/attention';
import { type Engine, EngineError, type Loaded, type TaskOptions } from './engine';
import type { Request, Response, TaskKind, Tasks } from './protocol';

interface Pending {
  settle(response: Response): void;
  /** The worker is gone: nothing more will come. */
  abandon(error: EngineError): void;
  readonly onProgress: TaskOptions['onProgress'];
}

/** What it takes to load an input again in a fresh worker. */
interface Opened {
  readonly input: Blob | string;
  choice: InputChoice;
  /** The id that the present worker knows it by; undefined until it is loaded there. */
  inner: Promise<number> | undefined;
}

/**
 * The analysis in a worker of its own. Only this file starts workers. When a worker breaks, mostly
 * for want of memory, the task at hand is refused and a fresh worker loads the inputs again as they
 * are needed, so that nothing that was loaded is lost.
 */
class WorkerEngine implements Engine {
  #worker: Worker | undefined;
  readonly #pending = new Map<number, Pending>();
  readonly #opened = new Map<number, Opened>();
  #nextTask = 1;
  #nextInput = 1;
  #closed = false;

  async load(input: Blob | string, options: TaskOptions = {}): Promise<Loaded> {
    const { id, info } = await this.#ask('load', { input }, options);
    const name = this.#nextInput;
    this.#nextInput += 1;
    this.#opened.set(name, { input, choice: defaultChoice, inner: Promise.resolve(id) });
    return { id: name, info };
  }

  async choose(id: number, choice: InputChoice): Promise<Tasks['choose']['result']> {
    const opened = this.#input(id);
    const info = await this.#ask('choose', { id: await this.#inner(opened), choice });
    opened.choice = choice;
    return info;
  }

  async raw(id: number, options: Tasks['raw']['payload']['options'], task: TaskOptions = {}) {
    return this.#ask('raw', { id: await this.#inner(this.#input(id)), options }, task);
  }

  async rollout(
    id: number,
    options: Tasks['rollout']['payload']['options'],
    task: TaskOptions = {},
  ) {
    return this.#ask('rollout', { id: await this.#inner(this.#input(id)), options }, task);
  }

  release(id: number): void {
    const opened = this.#opened.get(id);
    this.#opened.delete(id);
    opened?.inner?.then(
      (inner) => this.#worker?.postMessage({ kind: 'release', id: inner } satisfies Request),
      () => undefined,
    );
  }

  close(): void {
    this.#closed = true;
    this.#end(new EngineError('closed', 'The analysis was closed.'));
    this.#opened.clear();
  }

  #input(id: number): Opened {
    const opened = this.#opened.get(id);
    if (opened === undefined)
      throw new EngineError('released', 'This input was closed. Open it again.');
    return opened;
  }

  /** Loads an input again where the worker that had it was replaced. */
  #inner(opened: Opened): Promise<number> {
    const reload = async (): Promise<number> => {
      const { id } = await this.#ask('load', { input: opened.input });
      await this.#ask('choose', { id, choice: opened.choice });
      return id;
    };
    opened.inner ??= reload();
    return opened.inner;
  }

  #ask<K extends TaskKind>(
    kind: K,
    payload: Tasks[K]['payload'],
    { signal, onProgress }: TaskOptions = {},
  ): Promise<Tasks[K]['result']> {
    if (this.#closed) return Promise.reject(new EngineError('closed', 'The analysis was closed.'));
    if (signal?.aborted) return Promise.reject(signal.reason);
    const task = this.#nextTask;
    this.#nextTask += 1;
    return new Promise((resolve, reject) => {
      // The caller need not wait for the worker to notice.
      const abort = () => {
        this.#send({ kind: 'cancel', task });
        reject(signal?.reason);
      };
      const end = () => signal?.removeEventListener('abort', abort);
      signal?.addEventListener('abort', abort);
      this.#pending.set(task, {
        onProgress: (progress) => {
          if (!signal?.aborted) onProgress?.(progress);
        },
        abandon: (error) => {
          end();
          reject(error);
        },
        settle: (response) => {
          end();
          if (response.kind === 'done') resolve(response.result as Tasks[K]['result']);
          if (response.kind === 'refused') reject(new EngineError(response.code, response.message));
          if (response.kind === 'cancelled') reject(signal?.reason);
        },
      });
      this.#send({ kind, task, payload } as Request);
    });
  }

  #send(request: Request): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(request);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), {
      type: 'module',
      name: 'headwater',
    });
    worker.onmessage = ({ data }: MessageEvent<Response>) => this.#receive(data);
    worker.onerror = (event) => this.#replace(event.message);
    return worker;
  }

  #receive(response: Response): void {
    const pending = this.#pending.get(response.task);
    if (response.kind === 'progress') {
      pending?.onProgress?.(response.progress);
      return;
    }
    if (response.kind === 'broken') {
      this.#replace(response.message);
      return;
    }
    this.#pending.delete(response.task);
    pending?.settle(response);
  }

  /** Gives up the present worker; inputs load again in the next one when they are asked for. */
  #replace(cause: string): void {
    this.#end(
      new EngineError(
        'broken',
        `The analysis stopped: ${cause || 'its worker could not run'}. If memory ran out, try fewer layers or heads, or a shorter text.`,
      ),
    );
    for (const opened of this.#opened.values()) opened.inner = undefined;
  }

  #end(error: EngineError): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { abandon } of pending) abandon(error);
  }
}

/** Starts the analysis. The worker itself starts with the first task. */
export function createEngine(): Engine {
  return new WorkerEngine();
}
