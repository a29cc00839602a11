import { createEngine } from '#engine/browser-worker';
import type { TaskOptions } from '#engine/engine';
import { type Attention, type AttentionSource, Program } from './attention';

export { EngineError } from '#engine/engine';
export { matrixAt, valueAt } from '#model/matrix';
export { defaultOptions, presets } from '#model/options';
export { Attention } from './attention';
export type * from './types';

const program = new Program(() => createEngine());

/**
 * Reads attention in a worker; it starts with the first input. A string is a file's text; give an
 * address as `URL`. Rejects with `EngineError`, its message for people, for input that is not as
 * docs/file-format.md describes or that cannot be fetched.
 */
export function load(source: AttentionSource, task: TaskOptions = {}): Promise<Attention> {
  return program.load(source, task);
}

/** Ends the workers and forgets all inputs; what was asked rejects. `load` starts anew. */
export function close(): void {
  program.close();
}
