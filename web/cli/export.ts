import { readFile } from 'node:fs/promises';
import { sourceOf } from '#engine/byte-source';
import { plainInput } from '#engine/plain-input';
import { PageFileError, pageFile } from '#export/page-file';
import { pageLink } from '#export/page-link';
import type { Method } from '#model/matrix';
import { InputError, UsageError } from './exit';
import {
  type Flags,
  inputChoice,
  inputFlags,
  integer,
  layerFlags,
  oneOf,
  parseFlags,
  rolloutFlags,
  rolloutOptions,
  text,
} from './flags';
import { loadSource, programFolder, readInput, warn } from './input';
import { writeOutput } from './output';

const methods: readonly Method[] = ['rollout', 'raw', 'flow'];

function layerOf(flags: Flags, layers: number): number | undefined {
  const layer = integer(flags, 'layer');
  if (layer === undefined) return undefined;
  const place = layer < 0 ? layers + layer : layer;
  if (place >= 0 && place < layers) return place;
  throw new UsageError(`--layer names layer ${layer}, but layers run from 0 to ${layers - 1}.`);
}

/** `headwater export INPUT`: the explorer and the input as one HTML page; docs/command-line.md. */
export async function exportPage(args: string[]): Promise<void> {
  const { flags, input } = parseFlags(args, {
    ...inputFlags,
    ...layerFlags,
    ...rolloutFlags,
    view: { type: 'string' },
    method: { type: 'string' },
    layer: { type: 'string' },
    output: { type: 'string', short: 'o' },
  });
  const options = rolloutOptions(flags);
  const method = oneOf('method', text(flags, 'method') ?? 'rollout', methods);
  const blob = await readInput(input);
  const attention = await loadSource(sourceOf(blob), flags);
  const info = attention.info();
  const choice = inputChoice(flags, info);
  attention.delete();
  const name = input === '-' ? 'input' : (input.split(/[/\\]/).at(-1) ?? input);
  const title = `${info.model === '' ? name : info.model} · Headwater`;
  const look = {
    view: text(flags, 'view'),
    method,
    options,
    choice,
    layer: layerOf(flags, info.layers),
  };
  const { stream, readers } = await plainInput(blob);
  const template = await readFile(`${programFolder}/page-${readers}.txt`, 'utf8');
  warn(info);
  await writeOutput(text(flags, 'output'), [
    await pageFile(template, { title, name, fragment: pageLink(look) }, stream).catch(refuse),
  ]);
}

function refuse(error: unknown): never {
  throw error instanceof PageFileError ? new InputError(error.message) : error;
}
