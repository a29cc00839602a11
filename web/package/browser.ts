import { createEngine } from '#engine/browser-worker';
import type { LoadOptions } from '#engine/engine';
import { type Attention, type AttentionSource, Program } from './attention';

export { EngineError } from '#engine/engine';
export { summaries, summarise } from '#model/faithfulness';
export { stepRow } from '#model/generation';
export { matrixAt, valueAt } from '#model/matrix';
export { defaultOptions, presets } from '#model/options';
export { Attention } from './attention';
export type * from './types';

const program = new Program(() => createEngine());

/**
 * Reads attention in a worker; it starts with the first input. A string is a file's text; give an
 * address as `URL`. Several sources are the samples of one input, which
 * `choose({ joinSamples: true })` makes the layers of one. Rejects with `EngineError`, its message
 * for people, for input that is not as docs/file-format.md describes or that cannot be fetched.
 */
export function load(
  source: AttentionSource | readonly AttentionSource[],
  options: LoadOptions = {},
): Promise<Attention> {
  return program.load(source, options);
}

/** Ends the workers and forgets all inputs; what was asked rejects. `load` starts anew. */
export function close(): void {
  program.close();
}
