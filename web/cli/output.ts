import { randomBytes } from 'node:crypto';
import {
  type BigIntStats,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsync,
  openSync,
  rmSync,
  writeFile,
} from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isatty } from 'node:tty';
import { promisify } from 'node:util';
import type { Pieces } from '#export/exports';
import { isClosed } from './descriptors';
import { codeOf, InputError, ReaderLeft, reason } from './exit';
import { type Flags, text } from './flags';
import { type Place, placeOf } from './output-place';

const synchronise = promisify(fsync);
const writeWhole = promisify(writeFile);

/** Writes a result, once. Rejects with `InputError` when it is not written whole. */
export type Output = (pieces: Pieces) => Promise<void>;

/**
 * The place that the flags `-o` and `--force` name, looked at before anything is computed: rejects
 * where a result could not go, and where it would go over one of `inputs`. A regular file appears
 * whole or not at all: it is written under another name beside its place and then renamed. Anything
 * else is written to directly.
 */
export async function outputOf(flags: Flags, inputs: readonly string[]): Promise<Output> {
  const path = text(flags, 'output');
  const place = await placeOf(path, inputs, flags['force'] === true);
  if (place.kind === 'open' && place.descriptor === 1 && isClosed(1)) {
    throw new InputError(
      'Standard output is closed, so the result would be lost. Name a file with -o, or redirect it.',
    );
  }
  return (pieces) => written(path ?? '-', place, pieces);
}

/** What is said on standard output whether somebody listens or not, such as the help. */
export function say(pieces: Pieces): Promise<void> {
  return written('-', { kind: 'open', descriptor: 1 }, pieces);
}

async function written(path: string, place: Place, pieces: Pieces): Promise<void> {
  try {
    await writeTo(place, pieces);
  } catch (error) {
    if (codeOf(error) === 'EPIPE') throw new ReaderLeft();
    if (codeOf(error) === undefined) throw error;
    const name = path === '-' ? 'Standard output' : path;
    throw new InputError(`${name} cannot be written: ${reason(error)}.`);
  }
}

async function writeTo(place: Place, pieces: Pieces): Promise<void> {
  switch (place.kind) {
    case 'open':
      return writePortions(place.descriptor, pieces);
    case 'special': {
      // Without leave to create: what was there a moment ago may have gone.
      const handle = await open(place.path, constants.O_WRONLY);
      try {
        return await writePortions(handle.fd, pieces);
      } finally {
        await handle.close();
      }
    }
    case 'file':
      return replace(place, pieces);
  }
}

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A new file in the place of the one before, which keeps its mode and owner. */
async function replace(
  { path, before }: Extract<Place, { kind: 'file' }>,
  pieces: Pieces,
): Promise<void> {
  // Short enough for every file system; the folder's other files are never met.
  const start = basename(path).slice(0, 60);
  const partial = join(dirname(path), `${start}.${randomBytes(6).toString('hex')}.partial`);
  const remove = () => rmSync(partial, { force: true });
  const die = (signal: NodeJS.Signals) => {
    remove();
    process.kill(process.pid, signal);
  };
  for (const ending of endings) process.once(ending, die);
  try {
    const handle = openSync(partial, 'wx', before === undefined ? 0o666 : 0o600);
    try {
      await writePortions(handle, pieces);
      if (before !== undefined) keepRights(handle, before);
      // Some file systems say only now that there is no space.
      await synchronise(handle);
    } finally {
      closeSync(handle);
    }
    await rename(partial, path);
  } catch (error) {
    remove();
    throw error;
  } finally {
    for (const ending of endings) process.off(ending, die);
  }
}

function keepRights(handle: number, { uid, gid, mode }: BigIntStats): void {
  const own = fstatSync(handle, { bigint: true });
  if (own.uid !== uid || own.gid !== gid) {
    try {
      fchownSync(handle, Number(uid), Number(gid));
    } catch {
      throw new InputError(
        'The file that is there belongs to another user or group, which could not be kept. Name another file, or remove that one first.',
      );
    }
  }
  fchmodSync(handle, Number(mode) & 0o7777);
}

/** Of text on its way out: pieces may be as short as a row of two numbers. */
const PORTION = 2 ** 16;

async function writePortions(descriptor: number, pieces: Pieces): Promise<void> {
  const write = writerOf(descriptor);
  let portion = '';
  for (const piece of pieces) {
    const words = typeof piece === 'string';
    if (words) portion += piece;
    if (words && portion.length < PORTION) continue;
    await write(portion);
    portion = '';
    if (!words) await write(piece);
  }
  await write(portion);
}

/** Each write is settled when all of it was taken, so that nothing is left when the program ends. */
function writerOf(descriptor: number): (portion: string | Uint8Array) => Promise<void> {
  const stream = { 1: process.stdout, 2: process.stderr }[descriptor];
  const kind = fstatSync(descriptor);
  if (stream && (kind.isFIFO() || kind.isSocket() || isatty(descriptor))) {
    return (portion) =>
      new Promise((done, fail) => {
        stream.write(portion, (error) => (error ? fail(error) : done()));
      });
  }
  // The stream would overlook it when a disk takes only a part.
  return (portion) => writeWhole(descriptor, portion);
}
