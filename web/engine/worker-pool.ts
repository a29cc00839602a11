import { EngineError } from './engine';
import { type Port, WorkerLink } from './worker-link';

/** A worker is replaced so often in one run before the run is given up. */
const MAX_DEATHS = 3;

/**
 * Workers that share something out and know nothing of each other. A worker is started when there
 * is a share for it and kept for the next run. What a dead worker had is dealt again.
 */
export class WorkerPool {
  readonly #links: WorkerLink[] = [];

  constructor(
    private readonly start: () => Port,
    readonly size: number,
  ) {}

  /** Deals all of `shares` out. Aborting ends the workers at once. */
  async run<Share>(
    shares: Share[],
    work: (link: WorkerLink, share: Share) => Promise<void>,
    signal?: AbortSignal,
  ): Promise<void> {
    signal?.throwIfAborted();
    const stop = () => this.close();
    signal?.addEventListener('abort', stop, { once: true });
    let deaths = 0;

    const serve = async (slot: number): Promise<void> => {
      for (let share = shares.shift(); share !== undefined; share = shares.shift()) {
        try {
          await work(this.#link(slot), share);
        } catch (error) {
          signal?.throwIfAborted();
          if (!(error instanceof EngineError) || error.code !== 'broken') throw error;
          deaths += 1;
          if (deaths > MAX_DEATHS) throw error;
          shares.unshift(share);
        }
      }
    };

    try {
      const slots = Math.min(this.size, shares.length);
      await Promise.all(Array.from({ length: slots }, (_, slot) => serve(slot)));
    } catch (error) {
      this.close();
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  /** Ends the workers; the next run starts fresh ones. */
  close(): void {
    const closed = new EngineError('closed', 'The analysis was closed.');
    for (const link of this.#links.splice(0)) link?.end(closed);
  }

  #link(slot: number): WorkerLink {
    const link = this.#links[slot] ?? new WorkerLink(this.start(), () => delete this.#links[slot]);
    this.#links[slot] = link;
    return link;
  }
}
