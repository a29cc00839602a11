import { EngineError } from '#engine/engine';
import { fetchInput } from '#engine/fetch-input';
import exampleUrl from '#examples/models/verb_number/attractor.json.gz?url';
import { LinkDataError, readLinkData } from '#export/link-data';
import type { OpenSource } from './link-sync';
import type { Opening } from './opening';

/** Opens what a link names. */
export function openerOf(opening: Opening): OpenSource {
  return async (source) => {
    switch (source.kind) {
      case 'example':
        return opening.open(
          (task) => fetchInput(exampleUrl, task),
          'A verb and its attractor',
          source,
        );
      case 'src':
        return opening.open((task) => fetchInput(source.url, task), nameOf(source.url), source);
      case 'data':
        return opening.open(() => dataOf(source.text), 'the data of the link', source);
    }
  };
}

async function dataOf(text: string): Promise<Blob> {
  try {
    return await readLinkData(text);
  } catch (error) {
    throw error instanceof LinkDataError ? new EngineError('link', error.message) : error;
  }
}

/** The file's name out of an address. */
function nameOf(address: string): string {
  const path = address.split(/[?#]/, 1)[0] ?? '';
  return path.split('/').filter(Boolean).at(-1) ?? address;
}
