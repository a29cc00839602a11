import { EngineError } from './engine';

/**
 * What to tell people of an error after which a module or its worker cannot go on. Their own words,
 * such as "Aborted() … -sASSERTIONS", say nothing to people.
 */
export function breakdownCause(error: unknown): string {
  const memory =
    error instanceof WebAssembly.RuntimeError ||
    error instanceof RangeError ||
    (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY');
  if (memory) return 'memory ran out, or the computation failed';
  return error instanceof Error ? error.message : String(error);
}

/** The one message for all of them. */
export function breakdown(cause: string): EngineError {
  return new EngineError(
    'broken',
    `The analysis stopped: ${cause}. What was open stays open. Try fewer layers or heads, or a shorter text.`,
  );
}
