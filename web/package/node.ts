import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { startNodeWorker } from '#cli/node-worker';
import { WorkerEngine } from '#engine/client';
import type { LoadOptions } from '#engine/engine';
import { type Attention, type AttentionSource, Program, severalOf } from './attention';

export { EngineError } from '#engine/engine';
export { summaries, summarise } from '#model/faithfulness';
export { stepRow } from '#model/generation';
export { matrixAt, valueAt } from '#model/matrix';
export { defaultOptions, presets } from '#model/options';
export { Attention } from './attention';
export type * from './types';

const program = new Program(() => new WorkerEngine(startNodeWorker, availableParallelism()));

/** As in a browser (browser.ts); a `file:` address is read from disk. */
export async function load(
  source: AttentionSource | readonly AttentionSource[],
  options: LoadOptions = {},
): Promise<Attention> {
  const read = severalOf(source).map(async (each) => {
    const onDisk = each instanceof URL && each.protocol === 'file:';
    const { signal } = options;
    return onDisk ? new Uint8Array(await readFile(each, signal && { signal })) : each;
  });
  return program.load(await Promise.all(read), options);
}

/** Ends the worker threads and forgets all inputs; what was asked rejects. `load` starts anew. */
export function close(): void {
  program.close();
}
