/**
 * A failure that we can explain. Its message is the whole text for the user, so
 * callers print `message` without a stack. Everything else is a bug and keeps its stack.
 */
export class ToolchainError extends Error {
  /**
   * @param {string} what one sentence: what failed
   * @param {{todo?: string, log?: string}} [details] what to do next; where the log is
   */
  constructor(what, { todo, log } = {}) {
    super([what, todo && `What to do: ${todo}`, log && `Log: ${log}`].filter(Boolean).join('\n'));
    this.name = 'ToolchainError';
  }
}

/**
 * Runs a command-line main and prints expected failures without a stack trace.
 * @param {() => Promise<void>} main
 */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof ToolchainError ? `\nheadwater: ${error.message}` : error);
    process.exitCode = 1;
  }
}
