import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { startNodeWorker } from '#cli/node-worker';
import { WorkerEngine } from '#engine/client';
import type { TaskOptions } from '#engine/engine';
import { type Attention, type AttentionSource, Program } from './attention';

export { EngineError } from '#engine/engine';
export { matrixAt, valueAt } from '#model/matrix';
export { defaultOptions, presets } from '#model/options';
export { Attention } from './attention';
export type * from './types';

const program = new Program(() => new WorkerEngine(startNodeWorker, availableParallelism()));

/** As in a browser (browser.ts); a `file:` address is read from disk. */
export async function load(source: AttentionSource, task: TaskOptions = {}): Promise<Attention> {
  const onDisk = source instanceof URL && source.protocol === 'file:';
  return program.load(onDisk ? new Uint8Array(await readFile(source)) : source, task);
}

/** Ends the worker threads and forgets all inputs; what was asked rejects. `load` starts anew. */
export function close(): void {
  program.close();
}
