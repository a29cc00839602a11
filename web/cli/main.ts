#!/usr/bin/env node
import { breakdown, breakdownCause, isBreakdown } from '#engine/breakdown';
import { EngineError } from '#engine/engine';
import { evaluate } from './evaluate';
import { EXIT_DONE, EXIT_INPUT, EXIT_USAGE, InputError, ReaderLeft, UsageError } from './exit';
import { exportPage } from './export';
import { flow } from './flow';
import { generate } from './generate';
import { help } from './help';
import { merge } from './merge';
import { say } from './output';
import { rollout } from './rollout';
import { validate } from './validate';

/** Of the package; put in when it is built. */
declare const VERSION: string;

const commands = new Map(
  Object.entries({ evaluate, export: exportPage, flow, generate, merge, rollout, validate }),
);

async function run([name, ...args]: string[]): Promise<number> {
  if (name === undefined) {
    process.stderr.write(help);
    return EXIT_USAGE;
  }
  if (name === 'help' || [name, ...args].some((word) => word === '--help' || word === '-h')) {
    await say([help]);
    return EXIT_DONE;
  }
  if (name === '--version') {
    await say([`${VERSION}\n`]);
    return EXIT_DONE;
  }
  const command = commands.get(name);
  if (command === undefined) {
    throw new UsageError(`There is no command "${name}"; see headwater --help.`);
  }
  await command(args);
  return EXIT_DONE;
}

function statusOf(error: unknown): number {
  if (error instanceof ReaderLeft) return EXIT_DONE;
  if (error instanceof UsageError) return EXIT_USAGE;
  // What an option asks for is known to be wrong only once the input is known.
  if (error instanceof EngineError && error.code === 'option') return EXIT_USAGE;
  if (error instanceof EngineError || error instanceof InputError) return EXIT_INPUT;
  throw error;
}

// Who writes a result learns of it from the write; a warning that nobody can read is let go.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
try {
  process.exitCode = await run(process.argv.slice(2));
} catch (thrown) {
  const error = isBreakdown(thrown) ? breakdown(breakdownCause(thrown)) : thrown;
  process.exitCode = statusOf(error);
  if (error instanceof ReaderLeft) process.exit();
  process.stderr.write(`headwater: ${error instanceof Error ? error.message : String(error)}\n`);
}
