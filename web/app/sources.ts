import exampleUrl from '#examples/worked-example.json?url';
import type { OpenSource } from './link-sync';
import type { Opening } from './opening';

/** Opens what a link names. */
export function openerOf(opening: Opening): OpenSource {
  return async (source) => {
    switch (source.kind) {
      case 'example': {
        const response = await fetch(exampleUrl);
        return opening.open(await response.blob(), 'worked example', source);
      }
      case 'src': {
        const response = await fetch(source.url);
        return opening.open(await response.blob(), source.url, source);
      }
      case 'data':
        return opening.open(source.text, 'data of the link', source);
    }
  };
}
