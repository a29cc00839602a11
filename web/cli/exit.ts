/** The command line was not understood: exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The input or the place for the output is no good: exit status 3. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

export const EXIT_DONE = 0;
export const EXIT_USAGE = 2;
export const EXIT_INPUT = 3;
