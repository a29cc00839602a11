import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { InputError } from './exit';

async function writeAll(stream: Writable, pieces: Iterable<string>): Promise<void> {
  for (const piece of pieces) {
    if (!stream.write(piece)) await once(stream, 'drain');
  }
}

/**
 * Writes text to `path`, or to standard output where it is undefined or `-`. A file appears whole or
 * not at all: it is written under another name beside its place and then renamed.
 */
export async function writeOutput(path: string | undefined, pieces: Iterable<string>) {
  if (path === undefined || path === '-') {
    await writeAll(process.stdout, pieces);
    return;
  }
  const partial = `${path}.${process.pid}.partial`;
  const stream = createWriteStream(partial, { flags: 'wx' });
  const closed = finished(stream);
  try {
    await Promise.race([writeAll(stream, pieces), closed]);
    stream.end();
    await closed;
    await rename(partial, path);
  } catch (error) {
    closed.catch(() => undefined);
    stream.destroy();
    await rm(partial, { force: true });
    throw new InputError(
      `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}
