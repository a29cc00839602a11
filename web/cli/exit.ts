/** The command line was not understood: exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The input or the place for the output is no good: exit status 3. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** A reader that has seen enough, such as `head`, closed the pipe: the program is done. */
export class ReaderLeft extends Error {
  override readonly name = 'ReaderLeft';
}

export const EXIT_DONE = 0;
export const EXIT_USAGE = 2;
export const EXIT_INPUT = 3;

const reasons = new Map([
  ['ENOENT', 'there is no such file'],
  ['EACCES', 'you lack the permission'],
  ['ENOSPC', 'no space is left there'],
  ['EDQUOT', 'your share of the disk is used up'],
  ['EBADF', 'it is closed, or not open for writing'],
]);

/** Why the system refused, in words that end without a full stop. */
export function reason(error: unknown): string {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  return (code && reasons.get(code)) || message;
}

/** `ENOENT` and the like; undefined for what is no error of the system. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
