import { EngineError, type TaskOptions } from './engine';
import type { Capacities } from './handles';
import type { SinkRange } from './protocol';
import { placeSinks } from './sinks';
import { type Port, WorkerLink } from './worker-link';

/** A worker is replaced so often in one flow before the flow is given up. */
const MAX_DEATHS = 3;
/** A share takes about this long at most, so that progress is smooth and workers end together. */
const SHARE_MS = 30;

export interface PoolOptions extends TaskOptions {
  readonly sinkLayer?: number;
  /** Only this layer's flow; all layers from the sink layer up where absent. */
  readonly layer?: number | undefined;
}

/**
 * Time that all flows take in one worker, in milliseconds, for planning only: measured 85 ms for 64
 * tokens and 12 layers; the time grows with the cube of the tokens and hardly with the layers
 * (docs/performance.md).
 */
export function estimatedMs({ tokens }: Pick<Capacities, 'tokens'>): number {
  return 85 * (tokens / 64) ** 3;
}

/**
 * Shares the sinks of an attention flow out to workers that know nothing of each other. A worker is
 * started when there is a share for it and kept for the next flow. What a dead worker had is dealt
 * again; each sink's values are the same wherever it is solved, so the result does not depend on who
 * solved what.
 */
export class FlowPool {
  readonly #links: WorkerLink[] = [];

  constructor(
    private readonly start: () => Port,
    private readonly size: number,
  ) {}

  /**
   * Flow values `[layer][source][sink]`. Aborting ends the workers at once.
   */
  async solve(
    capacities: Capacities,
    { sinkLayer = 0, layer, signal, onProgress }: PoolOptions = {},
  ): Promise<Float64Array<ArrayBuffer>> {
    signal?.throwIfAborted();
    const { tokens } = capacities;
    const layers = layer === undefined ? capacities.layers - sinkLayer : 1;
    const values = new Float64Array(layers * tokens * tokens);
    const shares = sharesOf(capacities, Math.min(this.size, tokens));
    const stop = () => this.close();
    signal?.addEventListener('abort', stop, { once: true });
    let done = 0;
    let deaths = 0;

    const work = async (slot: number): Promise<void> => {
      let adopted: WorkerLink | undefined;
      for (let sinks = shares.shift(); sinks !== undefined; sinks = shares.shift()) {
        const link = this.#link(slot);
        try {
          if (adopted !== link) await link.ask('adopt', capacities);
          adopted = link;
          placeSinks(await link.ask('sinks', { sinks, sinkLayer, layer }), sinks, tokens, values);
        } catch (error) {
          signal?.throwIfAborted();
          if (!(error instanceof EngineError) || error.code !== 'broken') throw error;
          deaths += 1;
          if (deaths > MAX_DEATHS) throw error;
          shares.unshift(sinks);
          continue;
        }
        done += sinks.count;
        onProgress?.({ done, total: tokens, unit: 'sinks' });
      }
    };

    try {
      const slots = Math.min(this.size, shares.length);
      await Promise.all(Array.from({ length: slots }, (_, slot) => work(slot)));
      return values;
    } catch (error) {
      this.close();
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  /** Ends the workers; the next flow starts fresh ones. */
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

/** Shares small enough to be dealt out evenly, and no smaller than they need to be. */
function sharesOf(capacities: Capacities, workers: number): SinkRange[] {
  const { tokens } = capacities;
  const perSink = estimatedMs(capacities) / tokens;
  const even = Math.ceil(tokens / (4 * workers));
  const count = Math.max(1, Math.min(even, Math.floor(SHARE_MS / perSink)));
  const shares: SinkRange[] = [];
  for (let first = 0; first < tokens; first += count) {
    shares.push({ first, count: Math.min(count, tokens - first) });
  }
  return shares;
}
