import { createEngine } from '#engine/browser-worker';
import { keepOffline } from './offline';
import { openerOf } from './sources';
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
