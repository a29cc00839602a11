import { sourceOf } from './byte-source';
import { EngineError, type Progress } from './engine';
import { LoadedAttention } from './loaded-attention';
import type { HeadwaterModule } from './module';
import type { Request, Response, TaskKind, Tasks } from './protocol';

export type Post = (response: Response, transfer: Transferable[]) => void;

/** Lets messages that have arrived, a cancellation among them, be handled. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(undefined);
  });
}

/**
 * The worker's side of the protocol: runs tasks one after the other, stops between two layers or two
 * pieces of input when a task is cancelled. Knows nothing of workers, so that tests and Node can run
 * it as it is.
 */
export class EngineHost {
  readonly #inputs = new Map<number, LoadedAttention>();
  readonly #tasks = new Map<number, AbortController>();
  #nextId = 1;
  #queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly module: Promise<HeadwaterModule>,
    private readonly post: Post,
  ) {}

  handle(request: Request): void {
    switch (request.kind) {
      case 'cancel':
        this.#tasks.get(request.task)?.abort();
        return;
      case 'release':
        this.#inputs.get(request.id)?.delete();
        this.#inputs.delete(request.id);
        return;
      case 'load':
      case 'choose':
      case 'raw':
      case 'rollout': {
        const task = new AbortController();
        this.#tasks.set(request.task, task);
        this.#queue = this.#queue.then(() => this.#answer(request, task.signal));
        return;
      }
      default:
        request satisfies never;
    }
  }

  async #answer(request: Extract<Request, { kind: TaskKind }>, signal: AbortSignal): Promise<void> {
    const { task } = request;
    try {
      signal.throwIfAborted();
      const result = await this.#run(request, signal, (progress) =>
        this.post({ kind: 'progress', task, progress }, []),
      );
      this.post(
        { kind: 'done', task, result },
        'values' in result ? [result.values.buffer as ArrayBuffer] : [],
      );
    } catch (error) {
      this.post(failureOf(task, error, signal.aborted), []);
    } finally {
      this.#tasks.delete(task);
    }
  }

  async #run(
    request: Extract<Request, { kind: TaskKind }>,
    signal: AbortSignal,
    onProgress: (progress: Progress) => void,
  ): Promise<Tasks[TaskKind]['result']> {
    switch (request.kind) {
      case 'load': {
        const input = await LoadedAttention.read(
          await this.module,
          sourceOf(request.payload.input),
          { signal, onProgress },
        );
        const id = this.#nextId;
        this.#nextId += 1;
        this.#inputs.set(id, input);
        return { id, info: input.info() };
      }
      case 'choose':
        return this.#input(request.payload.id).choose(request.payload.choice);
      case 'raw':
        return this.#input(request.payload.id).raw(request.payload.options);
      case 'rollout': {
        const { id, options } = request.payload;
        const input = this.#input(id);
        const total = input.info().layers - options.startLayer;
        const steps = input.rollout(options);
        for (;;) {
          const step = steps.next();
          if (step.done) return step.value;
          onProgress({ done: step.value, total, unit: 'layers' });
          await turn();
          signal.throwIfAborted();
        }
      }
    }
  }

  #input(id: number): LoadedAttention {
    const input = this.#inputs.get(id);
    if (input === undefined)
      throw new EngineError('released', 'This input was closed. Open it again.');
    return input;
  }
}

function failureOf(task: number, error: unknown, aborted: boolean): Response {
  if (aborted) return { kind: 'cancelled', task };
  if (error instanceof EngineError) {
    return { kind: 'refused', task, code: error.code, message: error.message };
  }
  return { kind: 'broken', task, message: error instanceof Error ? error.message : String(error) };
}
