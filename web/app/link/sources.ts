import type { Opening } from '#app/input/opening';
import { fetchInput, inputAt } from '#engine/fetch-input';
import exampleUrl from '#examples/models/verb_number/attractor.json.gz?url';
import type { OpenSource } from './link-sync';

/** Opens what a link names. */
export function openerOf(opening: Opening): OpenSource {
  return async (source) => {
    switch (source.kind) {
      case 'example':
        // Fetched here, while the worker starts.
        return opening.open(
          (task) => fetchInput(exampleUrl, task),
          'A verb and its attractor',
          source,
        );
      case 'src':
        return opening.open(() => inputAt(source.url), nameOf(source.url), source);
      case 'data':
        return opening.open({ link: source.text }, 'the data of the link', source);
    }
  };
}

/** The file's name out of an address. */
function nameOf(address: string): string {
  const path = address.split(/[?#]/, 1)[0] ?? '';
  return path.split('/').filter(Boolean).at(-1) ?? address;
}
