/**
 * Keeps the files of one build of the site for use without a network. The build puts its version and
 * the names of its files in (scripts/steps/site-files.mjs). Whatever else is asked for, data above
 * all, is left to the browser as if there were no service worker.
 */
const version = '%version%';
/** Kept at the first visit; the other files of the build when they are asked for. */
const first = ['%first%'];
const files = new Set(['%files%']);
/** An older page, as a host may still give it, would ask for files that are no more. */
const pageHash = '%page-hash%';

const { scope } = self.registration;
/** The sites of one origin share their caches, and each touches only those with its own scope. */
const ours = `headwater ${scope} `;
const kept = ours + version;

self.addEventListener('install', (event) => {
  event.waitUntil(keepFirst());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOlder().then(() => self.clients.claim()));
});

// A page that was told of the newer version asks for it.
self.addEventListener('message', ({ data }) => {
  if (data === 'take over') self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const name = nameOf(event.request);
  if (name === undefined) return;
  const given = answer(event.request, name);
  event.respondWith(given.then(({ response }) => response));
  event.waitUntil(given.then(({ stored }) => stored).catch(() => undefined));
});

async function keepFirst() {
  const cache = await caches.open(kept);
  // By the folder's address: hosts that hide names redirect from index.html.
  const page = await fetch(scope, { cache: 'no-cache', integrity: pageHash });
  await cache.put(addressOf('index.html'), page);
  await cache.addAll(first.map((name) => new Request(addressOf(name), { cache: 'no-cache' })));
}

async function forgetOlder() {
  const older = (name) => name.startsWith(ours) && name !== kept;
  await Promise.all((await caches.keys()).filter(older).map((name) => caches.delete(name)));
}

/**
 * The file of this build that is asked for. A page may be linked to with a query, which changes
 * nothing in it; any other address with one is asked for anew.
 */
function nameOf({ method, mode, url }) {
  const { origin, pathname, search } = new URL(url);
  const address = origin + pathname;
  if (method !== 'GET' || !address.startsWith(scope)) return undefined;
  if (search !== '' && mode !== 'navigate') return undefined;
  const name = address.slice(scope.length) || 'index.html';
  return files.has(name) ? name : undefined;
}

function addressOf(name) {
  return new URL(name, scope).href;
}

/** The file as it is kept or fetched; what is fetched is given out whether or not it can be kept. */
async function answer(request, name) {
  const cache = await caches.open(kept).catch(() => undefined);
  const found = await cache?.match(addressOf(name)).catch(() => undefined);
  if (found !== undefined) return { response: found };
  const response = await fetch(request);
  // Not where the host sent something from another place for it.
  const whole = response.status === 200 && response.type === 'basic' && !response.redirected;
  return { response, stored: whole && cache?.put(addressOf(name), response.clone()) };
}
