/** Starting other programs: their output goes to a log, their failure becomes one clear message. */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { ToolchainError } from './errors.mjs';

/** Children that still run, so that an interrupt can take them along. */
/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** setpriv makes the kernel end a child when we die by `kill -9`, so no orphan writes on. */
/** @type {string[] | undefined} */
let guard;
function guardPrefix() {
  if (guard === undefined) {
    const setpriv = process.platform === 'linux' && findOnPath('setpriv');
    const works = setpriv && spawnSync(setpriv, ['--pdeathsig', 'KILL', 'true']).status === 0;
    guard = works ? [setpriv, '--pdeathsig', 'KILL'] : [];
  }
  return guard;
}

/**
 * @param {string} name a program's name
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | null} its full path
 */
export function findOnPath(name, env = process.env) {
  const endings = process.platform === 'win32' ? ['.exe', '.bat', '.cmd', ''] : [''];
  for (const directory of (env.PATH ?? env.Path ?? '').split(delimiter).filter(Boolean)) {
    for (const ending of endings) {
      const candidate = join(directory, name + ending);
      if (existsSync(candidate)) return candidate;
    }
  }
  return null;
}

/**
 * Runs a program that answers quickly.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | null} what it printed, or null when it failed
 */
export function capture(command, args, env = process.env) {
  const shell = process.platform === 'win32' && /\.(bat|cmd)$/i.test(command);
  const result = spawnSync(command, args, { encoding: 'utf8', env, shell, maxBuffer: 1 << 26 });
  return result.status === 0 ? result.stdout + result.stderr : null;
}

/**
 * Runs a program to its end with its output in the log.
 * @param {string} command
 * @param {string[]} args
 * @param {{log: string, env?: NodeJS.ProcessEnv, cwd?: string, what?: string,
 *          explain?: (output: string) => string | undefined}} options
 *        `explain` may turn the output of a failed run into advice
 * @returns {Promise<void>}
 */
export async function run(command, args, options) {
  await runPiped([[command, ...args]], options);
}

/**
 * Runs `a | b | …`; fails when any part fails (a shell would only look at the last).
 * @param {string[][]} commands
 * @param {Parameters<typeof run>[2]} options
 */
export async function runPiped(commands, { log, env = process.env, cwd, what, explain }) {
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, 'a');
  const shown = commands.map((parts) => parts.join(' ')).join(' | ');
  writeSync(output, `\n$ ${shown.length > 500 ? `${shown.slice(0, 500)} …` : shown}\n`);
  const before = readFileSync(log, 'utf8').length;
  /** @type {import('node:stream').Readable | null | undefined} */
  let input;
  const ends = [];
  for (const [index, parts] of commands.entries()) {
    const last = index === commands.length - 1;
    const [program, ...args] = [...guardPrefix(), ...parts];
    /** @type {import('node:child_process').ChildProcess} */
    const child = spawn(program, args, {
      cwd,
      env,
      stdio: [input ?? 'ignore', last ? output : 'pipe', output],
    });
    running.add(child);
    input = child.stdout;
    ends.push(
      new Promise((resolve) => {
        child.on('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code));
        child.on('exit', (code, signal) => {
          running.delete(child);
          resolve(signal ?? code);
        });
      }),
    );
  }
  const codes = await Promise.all(ends);
  closeSync(output);
  if (codes.every((code) => code === 0)) return;
  const text = readFileSync(log, 'utf8').slice(before);
  const tail = text.trim().split('\n').slice(-6).join('\n  ');
  const program = commands.map((parts) => parts[0]).join(' | ');
  throw new ToolchainError(
    `${what ?? program} failed (${program} ended with ${codes.join(', ')}).\n  ${tail}`,
    {
      todo: explain?.(text),
      log,
    },
  );
}

/** Ends everything that `run` has started and that still runs. */
export function endChildren() {
  for (const child of running) child.kill('SIGTERM');
}
