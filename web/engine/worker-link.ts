import { breakdown } from './breakdown';
import { EngineError, type Loaded, type TaskOptions } from './engine';
import type { Request, Response, TaskKind, Tasks } from './protocol';

/** A worker as its user sees it, whatever platform started it. */
export interface Port {
  post(request: Request, transfer: Transferable[]): void;
  /**
   * Told of every response, and once of the worker's end unless `end` brought it about; `todo` is
   * for people where memory is not the likely cause.
   */
  listen(
    onResponse: (response: Response) => void,
    onDeath: (cause: string, todo?: string) => void,
  ): void;
  end(): void;
}

interface Pending {
  settle(response: Response): void;
  abandon(error: Error): void;
  readonly onProgress: TaskOptions['onProgress'];
}

/** One worker and the promises of what it was asked. After its end it rejects everything. */
export class WorkerLink {
  readonly #pending = new Map<number, Pending>();
  #nextTask = 1;
  #ended: Error | undefined;

  /** `onDeath` is called once when the worker broke or died, after its promises were rejected. */
  constructor(
    private readonly port: Port,
    private readonly onDeath: () => void = () => undefined,
  ) {
    port.listen(
      (response) => this.#receive(response),
      (cause, todo) => this.#die(cause, todo),
    );
  }

  /** Rejects with `EngineError` when refused, with the signal's reason when aborted. */
  ask<K extends TaskKind>(
    kind: K,
    payload: Tasks[K]['payload'],
    { signal, onProgress }: TaskOptions = {},
    transfer: Transferable[] = [],
  ): Promise<Tasks[K]['result']> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    if (signal?.aborted) return Promise.reject(signal.reason);
    const task = this.#nextTask;
    this.#nextTask += 1;
    return new Promise((resolve, reject) => {
      // The caller need not wait for the worker to notice.
      const abort = () => {
        this.port.post({ kind: 'cancel', task }, []);
        reject(signal?.reason);
      };
      const over = () => signal?.removeEventListener('abort', abort);
      signal?.addEventListener('abort', abort);
      this.#pending.set(task, {
        onProgress: (progress) => {
          if (!signal?.aborted) onProgress?.(progress);
        },
        abandon: (error) => {
          over();
          reject(error);
        },
        settle: (response) => {
          over();
          if (response.kind === 'done') {
            resolve(response.result as Tasks[K]['result']);
            // It stood before the worker heard of the abort, and nobody else will ever name it.
            if (kind === 'load' && signal?.aborted) this.release((response.result as Loaded).id);
          }
          if (response.kind === 'refused') reject(new EngineError(response.code, response.message));
          if (response.kind === 'cancelled') reject(signal?.reason);
        },
      });
      this.port.post({ kind, task, payload } as Request, transfer);
    });
  }

  release(id: number): void {
    if (this.#ended === undefined) this.port.post({ kind: 'release', id }, []);
  }

  /** Ends the worker; what it was asked rejects with `reason`. */
  end(reason: Error): void {
    if (this.#ended !== undefined) return;
    this.#ended = reason;
    this.port.end();
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { abandon } of pending) abandon(reason);
  }

  #receive(response: Response): void {
    const pending = this.#pending.get(response.task);
    if (response.kind === 'progress') {
      pending?.onProgress?.(response.progress);
      return;
    }
    if (response.kind === 'broken') {
      this.#die(response.message);
      return;
    }
    this.#pending.delete(response.task);
    pending?.settle(response);
  }

  #die(cause: string, todo?: string): void {
    if (this.#ended !== undefined) return;
    this.end(breakdown(cause || 'its worker could not run', todo));
    this.onDeath();
  }
}
