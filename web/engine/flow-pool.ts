import type { TaskOptions } from './engine';
import type { Capacities } from './handles';
import type { SinkRange } from './protocol';
import { placeSinks } from './sinks';
import type { WorkerLink } from './worker-link';
import type { WorkerPool } from './worker-pool';

/** Work that takes less is done where the input lies: starting workers would take longer. */
const ALONE_MS = 100;

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
function estimatedMs({ tokens }: Pick<Capacities, 'tokens'>): number {
  return 85 * (tokens / 64) ** 3;
}

/** Whether the flows of so many inputs of so many tokens are over before a second worker is ready. */
export function isShort(tokens: number, inputs = 1): boolean {
  return estimatedMs({ tokens }) * inputs < ALONE_MS;
}

/**
 * Shares the sinks of an attention flow out to workers. Each sink's values are the same wherever it
 * is solved, so the result does not depend on who solved what.
 */
export class FlowPool {
  constructor(private readonly pool: WorkerPool) {}

  /**
   * Flow values `[layer][source][sink]`. Aborting ends the workers at once.
   */
  async solve(
    capacities: Capacities,
    { sinkLayer = 0, layer, signal, onProgress }: PoolOptions = {},
  ): Promise<Float64Array<ArrayBuffer>> {
    const { tokens } = capacities;
    const layers = layer === undefined ? capacities.layers - sinkLayer : 1;
    const values = new Float64Array(layers * tokens * tokens);
    const shares = sharesOf(capacities, Math.min(this.pool.size, tokens));
    const adopted = new WeakSet<WorkerLink>();
    let done = 0;
    const work = async (link: WorkerLink, sinks: SinkRange): Promise<void> => {
      if (!adopted.has(link)) await link.ask('adopt', capacities);
      adopted.add(link);
      placeSinks(await link.ask('sinks', { sinks, sinkLayer, layer }), sinks, tokens, values);
      done += sinks.count;
      onProgress?.({ done, total: tokens, unit: 'sinks' });
    };
    await this.pool.run(shares, work, signal);
    return values;
  }

  /** Ends the workers; the next flow starts fresh ones. */
  close(): void {
    this.pool.close();
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
