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

/** The one message for all of them. */
export function breakdown(cause: string): EngineError {
  return new EngineError(
    'broken',
    `The analysis stopped: ${cause}. Try fewer layers or heads, or a shorter text.`,
  );
}
