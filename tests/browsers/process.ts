import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A program that was started. */
export interface Program {
  /** The first line of its output that matches; rejects when it ends before. */
  line(wanted: RegExp): Promise<string>;
  /** Ends it and waits until it has ended. */
  stop(): Promise<void>;
}

export function start(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Program {
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Nothing outlives a run that ends early.
  const end = () => child.kill();
  process.once('exit', end);
  const said: string[] = [];
  const outputs = [child.stdout, child.stderr].map((input) => createInterface({ input }));
  for (const output of outputs) output.on('line', (line) => said.push(line));
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      said.push(error.message);
      resolve();
    });
    child.once('close', () => {
      process.off('exit', end);
      resolve();
    });
  });
  return {
    line: (wanted) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const line = said.find((text) => wanted.test(text));
          if (line !== undefined) resolve(line);
        };
        for (const output of outputs) output.on('line', look);
        look();
        void ended.then(() => reject(new Error(`${program} ended: ${said.join('\n')}`)));
      }),
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}
