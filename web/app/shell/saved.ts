import { carriedInput } from '#engine/carried-input';
import { createSavedEngine } from '#engine/saved-worker';
import type { SavedPage } from '#model/saved-page';
import { startPage } from './start';

/** The explorer in a page that was saved: it begins with the input that the page carries. */
function start(page: SavedPage): void {
  const { name, fragment } = page;
  startPage({
    engine: createSavedEngine(page),
    openerOf: (opening) => async (source) => {
      if (source.kind === 'example') await opening.open(carriedInput, name, source);
      else await opening.open(new Blob(), 'The linked input: a saved page cannot fetch it', source);
    },
    place: {
      read: () => location.hash || fragment,
      write: (now) => history.replaceState(null, '', `#${now}`),
    },
    patience: 400,
  });
}

if (globalThis.headwaterPage !== undefined) start(globalThis.headwaterPage);
