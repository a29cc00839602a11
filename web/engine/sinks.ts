import type { FlowSolver } from './handles';
import type { SinkRange } from './protocol';
import { type Task, TURN_MS, turn } from './task';

/** Solves one sink after the other: `[sink - first][layer][source]`. */
export async function solveSinks(
  solver: FlowSolver,
  { first, count }: SinkRange,
  sinkLayer: number,
  layer: number | undefined,
  { signal, onProgress }: Task,
): Promise<Float64Array<ArrayBuffer>> {
  const layers = layer === undefined ? solver.layers - sinkLayer : 1;
  const values = new Float64Array(count * layers * solver.tokens);
  let looked = performance.now();
  for (let index = 0; index < count; index += 1) {
    values.set(solver.toSink(first + index, sinkLayer, layer), index * layers * solver.tokens);
    const now = performance.now();
    if (now - looked < TURN_MS) continue;
    onProgress({ done: index + 1, total: count, unit: 'sinks' });
    await turn();
    signal.throwIfAborted();
    looked = performance.now();
  }
  return values;
}

/**
 * Puts a share of sinks, `[sink - first][layer][source]`, into its place in `[layer][source][sink]`.
 */
export function placeSinks(
  share: Float64Array,
  { first, count }: SinkRange,
  tokens: number,
  values: Float64Array,
): void {
  const rows = share.length / count;
  for (let index = 0; index < count; index += 1) {
    for (let row = 0; row < rows; row += 1) {
      values[row * tokens + first + index] = share[index * rows + row] ?? 0;
    }
  }
}

/** All sinks in this thread: `[layer][source][sink]`. */
export async function solveAllSinks(
  solver: FlowSolver,
  sinkLayer: number,
  layer: number | undefined,
  task: Task,
): Promise<Float64Array<ArrayBuffer>> {
  const all = { first: 0, count: solver.tokens };
  const bySink = await solveSinks(solver, all, sinkLayer, layer, task);
  const values = new Float64Array(bySink.length);
  placeSinks(bySink, all, solver.tokens, values);
  return values;
}
