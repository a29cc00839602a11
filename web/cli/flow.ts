import { FlowPool, isShort } from '#engine/flow-pool';
import type { FlowSolver } from '#engine/handles';
import { solveAllSinks } from '#engine/sinks';
import { WorkerPool } from '#engine/worker-pool';
import { onlyCells, onlyLayers } from '#export/result-json';
import { type CutCheck, normaliseRows } from '#model/flow';
import type { MatrixStack } from '#model/matrix';
import { UsageError } from './exit';
import { flowFlags, inputFlags, layerFlags, outputFlags, resultFlags } from './flag-table';
import {
  chosenLayers,
  type Flags,
  number,
  parseInputs,
  rolloutOptions,
  text,
  workersOf,
} from './flags';
import { loadInput, requireRowSums, warn } from './input';
import { startNodeWorker } from './node-worker';
import { inputName, resultOutputOf } from './result-output';

interface Wanted {
  readonly layers: readonly number[];
  readonly sinkLayer: number;
  readonly source: number | undefined;
  readonly sink: number | undefined;
  readonly normalise: boolean;
}

function normalises(flags: Flags): boolean {
  const value = text(flags, 'normalize');
  if (value !== undefined && value !== 'rows') {
    throw new UsageError(`--normalize takes rows, not "${value}".`);
  }
  return value === 'rows';
}

/** All flows of the wanted layers, `[layer][source][sink]`. */
async function allFlows(
  solver: FlowSolver,
  { layers, sinkLayer }: Wanted,
  workers: number,
): Promise<MatrixStack> {
  const { tokens } = solver;
  const layer = layers.length === 1 ? layers[0] : undefined;
  const computed = layer === undefined ? everyLayer(sinkLayer, solver.layers) : layers;
  let values: Float64Array;
  if (workers === 1 || isShort(tokens)) {
    const { signal } = new AbortController();
    values = await solveAllSinks(solver, sinkLayer, layer, { signal, onProgress: showSinks });
  } else {
    const pool = new FlowPool(new WorkerPool(startNodeWorker, workers));
    values = await pool.solve(solver.capacities(), { sinkLayer, layer, onProgress: showSinks });
    pool.close();
  }
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  const stack = {
    method: 'flow',
    layers: computed,
    queries: tokens,
    keys: tokens,
    values,
  } as const;
  return onlyLayers(stack, layers);
}

function everyLayer(first: number, layers: number): number[] {
  return Array.from({ length: layers - first }, (_, index) => first + index);
}

/** The wanted part of the flows; no more of them are computed than it takes. */
async function wantedFlows(
  solver: FlowSolver,
  wanted: Wanted,
  workers: number,
): Promise<MatrixStack> {
  const { layers, sinkLayer, source, sink, normalise } = wanted;
  if (source === undefined) {
    const all = await allFlows(solver, wanted, workers);
    return onlyCells(normalise ? normaliseRows(all) : all, undefined, sink);
  }
  const keys = sink === undefined || normalise ? solver.tokens : 1;
  const values = new Float64Array(layers.length * keys);
  for (const [index, layer] of layers.entries()) {
    const row =
      sink === undefined || normalise
        ? solver.fromSource(layer, source, sinkLayer)
        : [solver.value({ layer, source, sink, sinkLayer })];
    values.set(row, index * keys);
  }
  const rows = { method: 'flow', layers, queries: 1, keys, values } as const;
  return onlyCells(normalise ? normaliseRows(rows) : rows, undefined, keys > 1 ? sink : undefined);
}

function cutJson(solver: FlowSolver, { layers, sinkLayer, source, sink }: Wanted): string {
  const [layer, ...more] = layers;
  if (source === undefined || sink === undefined || layer === undefined || more.length > 0) {
    throw new UsageError('--cut takes one --source, one --sink and one layer.');
  }
  const { cut, paths } = solver.pair({ layer, source, sink, sinkLayer });
  const arcs = cut.arcs.map((arc) => [arc.layer, arc.from, arc.to, arc.capacity]);
  return JSON.stringify({ value: cut.value, kind: cut.kind, arcs, paths });
}

function verified(solver: FlowSolver, sinkLayer: number): CutCheck {
  const check = { pairs: 0, largestGap: 0, largestInputGap: 0 };
  for (let sink = 0; sink < solver.tokens; sink += 1) {
    const found = solver.verify(sink, sinkLayer);
    check.pairs += found.pairs;
    check.largestGap = Math.max(check.largestGap, found.largestGap);
    check.largestInputGap = Math.max(check.largestInputGap, found.largestInputGap);
  }
  return check;
}

function showSinks({ done, total }: { done: number; total: number | undefined }): void {
  if (process.stderr.isTTY) process.stderr.write(`\rflow to ${done} of ${total} tokens\u001b[K`);
}

function check(solver: FlowSolver, { layers, sinkLayer, source = 0, sink = 0 }: Wanted): void {
  // The last one too: `all` above a sink layer that is not there are none.
  for (const layer of [...layers, solver.layers - 1]) {
    solver.check({ layer, source, sink, sinkLayer });
  }
}

/** `headwater flow INPUT`: attention flow; docs/definitions.md#flow. */
export async function flow(args: string[]): Promise<void> {
  const { flags, inputs } = parseInputs(args, {
    ...inputFlags,
    ...layerFlags,
    ...resultFlags,
    ...flowFlags,
    ...outputFlags,
  });
  const output = await resultOutputOf(flags, inputs, ['cut', 'verify']);
  const { startLayer: _, ...options } = rolloutOptions(flags);
  const workers = workersOf(flags);
  const attention = await loadInput(inputs, flags);
  const info = attention.info();
  requireRowSums(info);
  const { choice } = attention;
  const solver = attention.flow(options);
  attention.delete();

  const sinkLayer = number(flags, 'sink-layer') ?? 0;
  const wanted: Wanted = {
    layers: chosenLayers(flags, sinkLayer, info.layers),
    sinkLayer,
    source: number(flags, 'source'),
    sink: number(flags, 'sink'),
    normalise: normalises(flags),
  };
  output.take(wanted.layers);
  check(solver, wanted);
  const extra: string[] = [];
  if (flags['cut'] === true) extra.push(`"cut":${cutJson(solver, wanted)}`);
  if (flags['verify'] === true) {
    extra.push(`"check":${JSON.stringify(verified(solver, sinkLayer))}`);
  }
  const { source, sink, normalise } = wanted;
  warn(info);
  await output.write(
    {
      info,
      input: { name: inputName(inputs), choice },
      options: { ...options, startLayer: sinkLayer },
      stack: await wantedFlows(solver, wanted, workers),
      source,
      sink,
      rowShares: normalise,
    },
    {
      ...options,
      source,
      sink,
      sinkLayer,
      normalize: normalise ? 'rows' : 'none',
      batch: info.batchItem,
    },
    extra,
  );
}
