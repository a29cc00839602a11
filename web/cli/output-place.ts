import { type BigIntStats, constants, fstatSync } from 'node:fs';
import { access, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isOfNode } from './descriptors';
import { InputError, reason, UsageError } from './exit';

/** Where a result goes. */
export type Place =
  /** A descriptor that is open already: standard output and what leads to it. */
  | { readonly kind: 'open'; readonly descriptor: number }
  /** A device or a pipe: written to as it stands. */
  | { readonly kind: 'special'; readonly path: string }
  /** A regular file, or none yet. */
  | { readonly kind: 'file'; readonly path: string; readonly before: BigIntStats | undefined };

/** As many as Linux follows. */
const MAX_LINKS = 40;

/**
 * What `-o` names behind all links; standard output where it is undefined or `-`. Asks for `force`
 * before one of `inputs` is written over. Throws `UsageError` or `InputError`, before anything was
 * computed.
 */
export async function placeOf(
  path: string | undefined,
  inputs: readonly string[],
  force: boolean,
): Promise<Place> {
  try {
    const target = path === undefined || path === '-' ? 1 : await targetOf(path);
    const found = await statOf(target);
    if (found?.isDirectory()) throw new InputError(`${path} is a folder. Name a file in it.`);
    if (found?.isFile() && !force) await refuseInput(found, inputs);
    if (typeof target === 'number' && target > 2 && isOfNode(target)) {
      throw new InputError(`${path} cannot be written: nothing was opened there.`);
    }
    if (typeof target === 'number') return { kind: 'open', descriptor: target };
    if (found !== undefined) await access(target, constants.W_OK);
    if (found !== undefined && !found.isFile()) return { kind: 'special', path: target };
    await access(dirname(target), constants.W_OK).catch((error: unknown) => {
      throw new InputError(
        `${path} cannot be written: its folder takes no new file (${reason(error)}). Name a file elsewhere.`,
      );
    });
    return { kind: 'file', path: target, before: found };
  } catch (error) {
    if (error instanceof InputError || error instanceof UsageError) throw error;
    throw new InputError(`${path ?? 'Standard output'} cannot be written: ${reason(error)}.`);
  }
}

/**
 * The path behind links, even of a file that is yet to be written. Of `/dev/stdout` and its like the
 * descriptor: opening it once more would begin at the start of what is there, or fail.
 */
async function targetOf(path: string): Promise<string | number> {
  if (path === '') throw new UsageError('-o names no file.');
  let at = resolve(path);
  for (let links = 0; links < MAX_LINKS; links += 1) {
    const [folder, name] = [await realpath(dirname(at)), basename(at)];
    at = join(folder, name);
    if (ownDescriptors.test(folder) && /^\d{1,9}$/.test(name)) return Number(name);
    const link = folder.startsWith('/proc/')
      ? undefined
      : await readlink(at).catch(() => undefined);
    if (link === undefined) return at;
    at = resolve(folder, link);
  }
  throw new InputError(`${path} cannot be written: its links lead in a circle.`);
}

const ownDescriptors = new RegExp(`^(/dev/fd|/proc/${process.pid}(/task/\\d+)?/fd)$`);

async function statOf(target: string | number): Promise<BigIntStats | undefined> {
  if (typeof target === 'number') return fstatSync(target, { bigint: true });
  return stat(target, { bigint: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

async function refuseInput(output: BigIntStats, inputs: readonly string[]): Promise<void> {
  for (const input of inputs) {
    const found = await statOf(input === '-' ? 0 : input).catch(() => undefined);
    if (found?.dev !== output.dev || found.ino !== output.ino) continue;
    const name = input === '-' ? 'standard input' : input;
    throw new UsageError(
      `The result would be written over the input, ${name}. Name another file, or add --force.`,
    );
  }
}
