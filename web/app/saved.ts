import { createSavedEngine } from '#engine/saved-worker';
import type { SavedPage } from '#export/page-boot';
import { startPage } from './start';

/** The explorer in a page that was saved: it begins with the input that the page carries. */
function start({ name, fragment, input, worker, wasm }: SavedPage): void {
  startPage({
    engine: createSavedEngine(worker, wasm),
    openerOf: (opening) => async (source) => {
      if (source.kind === 'example') await opening.open(() => input, name, source);
      else await opening.open(new Blob(), 'The linked input: a saved page cannot fetch it', source);
    },
    place: {
      read: () => location.hash || fragment,
      write: (now) => history.replaceState(null, '', `#${now}`),
    },
  });
}

if (globalThis.headwaterPage !== undefined) start(globalThis.headwaterPage);
