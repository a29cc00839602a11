import { readFile } from 'node:fs/promises';
import { sourceOf } from '#engine/byte-source';
import { incomplete } from '#engine/module';
import { plainInput } from '#engine/plain-input';
import { PageFileError, pageFile } from '#export/page-file';
import { pageLink } from '#export/page-link';
import { titleOf } from '#export/sources';
import { signedIndex } from '#model/number-text';
import { InputError, reason, UsageError } from './exit';
import { exportFlags, inputFlags, layerFlags, outputFlags } from './flag-table';
import { analysisOf, type Flags, inputChoice, number, parseFlags } from './flags';
import { loadSource, programFolder, readInput, warn } from './input';
import { outputOf } from './output';
import { inputName } from './result-output';

function layerOf(flags: Flags, layers: number): number | undefined {
  const layer = number(flags, 'layer', signedIndex);
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
    ...exportFlags,
    ...outputFlags,
  });
  const output = await outputOf(flags, [input]);
  const analysis = analysisOf(flags);
  const blob = await readInput(input);
  const attention = await loadSource(sourceOf(blob), flags);
  const info = attention.info();
  const choice = inputChoice(flags, info);
  attention.delete();
  const name = inputName([input]);
  const title = `${titleOf({ info, input: { name, choice } })} · Headwater`;
  const fragment = pageLink({ ...analysis, choice, layer: layerOf(flags, info.layers) });
  const { stream, readers } = await plainInput(blob);
  const frame = `${programFolder}/page-${readers}.txt`;
  const template = await readFile(frame, 'utf8').catch((error: unknown) => {
    throw incomplete(frame, reason(error));
  });
  warn(info);
  await output([await pageFile(template, { title, name, fragment }, stream).catch(refuse)]);
}

function refuse(error: unknown): never {
  throw error instanceof PageFileError ? new InputError(error.message) : error;
}
