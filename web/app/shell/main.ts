import { openerOf } from '#app/link/sources';
import { createEngine } from '#engine/browser-worker';
import { keepOffline } from './offline';
import { startPage } from './start';

startPage({
  engine: createEngine(),
  openerOf,
  place: {
    read: () => location.hash,
    write: (fragment) =>
      history.replaceState(
        null,
        '',
        fragment === '' ? location.pathname + location.search : `#${fragment}`,
      ),
  },
});

if (import.meta.env.PROD) void keepOffline('./service-worker.js');
