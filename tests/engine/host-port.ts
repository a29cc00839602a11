import { EngineHost } from '#engine/host';
import type { Modules } from '#engine/module';
import type { Request, Response } from '#engine/protocol';
import type { Port } from '#engine/worker-link';

/**
 * A worker that runs in the test's own thread: messages are cloned and handled in a later turn, as
 * between threads.
 */
export class HostPort implements Port {
  readonly received: Request[] = [];
  #respond: (response: Response) => void = () => undefined;
  #die: (cause: string) => void = () => undefined;
  #host: EngineHost;
  #over = false;

  constructor(modules: Modules) {
    this.#host = new EngineHost(modules, (response, transfer) => {
      const message = structuredClone(response, { transfer: transfer as ArrayBuffer[] });
      setImmediate(() => {
        if (!this.#over) this.#respond(message);
      });
    });
  }

  post(request: Request, transfer: Transferable[]): void {
    this.received.push(request);
    const message = structuredClone(request, { transfer: transfer as ArrayBuffer[] });
    setImmediate(() => {
      if (!this.#over) this.#host.handle(message);
    });
  }

  listen(onResponse: (response: Response) => void, onDeath: (cause: string) => void): void {
    this.#respond = onResponse;
    this.#die = onDeath;
  }

  end(): void {
    this.#over = true;
  }

  /** What a browser does to a worker when memory is short. */
  kill(): void {
    if (this.#over) return;
    this.#over = true;
    this.#die('its worker was ended');
  }

  get ended(): boolean {
    return this.#over;
  }
}
