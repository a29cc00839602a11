import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { ByteSource } from '#engine/byte-source';
import { LoadedAttention } from '#engine/handles';
import { startModules } from '#engine/module';
import type { AttentionInfo } from '#model/attention';
import { InputError, reason } from './exit';
import { type Flags, inputChoice, loadOptions } from './flags';

export const programFolder = dirname(fileURLToPath(import.meta.url));

async function* chunksOf(stream: AsyncIterable<Buffer>, path: string) {
  try {
    for await (const chunk of stream) yield new Uint8Array(chunk);
  } catch (error) {
    throw new InputError(`${path} cannot be read: ${reason(error)}.`);
  }
}

async function open(path: string): Promise<ByteSource> {
  if (path === '-') {
    return { stream: toWeb(chunksOf(process.stdin, 'Standard input')), bytes: undefined };
  }
  const found = await stat(path).catch((error: unknown) => {
    throw new InputError(`${path} cannot be read: ${reason(error)}.`);
  });
  if (found.isDirectory()) throw new InputError(`${path} is a folder. Name a file in it.`);
  return {
    stream: toWeb(chunksOf(createReadStream(path, { highWaterMark: 2 ** 18 }), path)),
    bytes: found.isFile() ? found.size : undefined,
    name: basename(path),
  };
}

function toWeb(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return Readable.toWeb(Readable.from(chunks, { objectMode: true })) as unknown as ReadableStream<
    Uint8Array<ArrayBuffer>
  >;
}

/** The WebAssembly core, from the files beside the program. */
export const modules = startModules(async (readers) => {
  const name = readers === 'json' ? 'headwater.wasm' : 'headwater-formats.wasm';
  return new Uint8Array(await readFile(join(programFolder, name)));
});

/**
 * Reads an input, or several in the natural order of their names (`layer_2` before `layer_10`), and
 * applies the flags that choose and prepare; warnings go to standard error.
 */
export async function loadInput(
  paths: string | readonly string[],
  flags: Flags,
): Promise<LoadedAttention> {
  const { compare } = new Intl.Collator('en', { numeric: true });
  const ordered = [paths].flat().sort(compare);
  return loadSource(await Promise.all(ordered.map(open)), flags);
}

/** All bytes of an input, to be used more than once. */
export async function readInput(path: string): Promise<Blob> {
  return new Response((await open(path)).stream).blob();
}

/** The same for bytes that are at hand. */
export async function loadSource(
  sources: ByteSource | readonly ByteSource[],
  flags: Flags,
): Promise<LoadedAttention> {
  const attention = await LoadedAttention.read(modules, sources, {
    ...loadOptions(flags),
    ...(process.stderr.isTTY && { onProgress: showBytes }),
  });
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  attention.choose(inputChoice(flags, attention.info()));
  return attention;
}

/** Rows that are no distributions are analysed only when the user says what to do with them. */
export function requireRowSums({ notices }: AttentionInfo): void {
  const found = notices.find(({ name }) => name.startsWith('row-sums'));
  if (found !== undefined) {
    throw new InputError(`${found.message} Add --renormalize-rows to do so here.`);
  }
}

/** What else the user should know of the input, on standard error beside a result. */
export function warn({ notices }: AttentionInfo): void {
  for (const { message } of notices) process.stderr.write(`warning: ${message}\n`);
}

function showBytes({ done, total }: { done: number; total: number | undefined }): void {
  const size = `${(done / 1e6).toFixed(1)} MB`;
  const share = total === undefined ? '' : ` of ${(total / 1e6).toFixed(1)} MB`;
  process.stderr.write(`\rreading ${size}${share}\u001b[K`);
}
