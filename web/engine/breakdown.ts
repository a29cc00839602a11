import { EngineError } from './engine';

/**
 * Whether a module or its worker cannot go on after this error: an abort or a trap of WebAssembly,
 * or memory that was refused.
 */
export function isBreakdown(error: unknown): boolean {
  return (
    error instanceof WebAssembly.RuntimeError ||
    error instanceof RangeError ||
    (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
  );
}

/** Its cause for people, to whom "Aborted() … -sASSERTIONS" says nothing. */
export function breakdownCause(error: unknown): string {
  if (isBreakdown(error)) return 'memory ran out, or the computation failed';
  return error instanceof Error ? error.message : String(error);
}

/** The one message for all of them; `todo` is what to do where memory is not to blame. */
export function breakdown(
  cause: string,
  todo = 'Try fewer layers or heads, or a shorter text.',
): EngineError {
  return new EngineError('broken', `The analysis stopped: ${cause}. ${todo}`);
}
