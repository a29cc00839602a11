/**
 * Keeps the site for use without a network, and says when a newer one is ready: it is taken only
 * when the reader wants it, so that nothing changes under their hands.
 */
export async function keepOffline(address: string): Promise<void> {
  const workers = navigator.serviceWorker;
  // Only https and localhost have it.
  if (workers === undefined) return;
  const registration = await workers.register(address).catch(() => undefined);
  if (registration === undefined) return;
  const offer = () => {
    const { waiting } = registration;
    // WebKit still calls the first one waiting when it has taken over.
    if (waiting?.state === 'installed' && workers.controller !== null) showNotice(waiting);
  };
  const follow = () => registration.installing?.addEventListener('statechange', offer);
  offer();
  // It may have been found before we listened.
  follow();
  registration.addEventListener('updatefound', follow);
}

function showNotice(waiting: ServiceWorker): void {
  if (document.querySelector('.update') !== null) return;
  const notice = document.createElement('div');
  notice.className = 'update';
  notice.setAttribute('role', 'status');
  const text = document.createElement('p');
  text.textContent = 'A newer Headwater is ready.';
  const button = (label: string, act: () => void) => {
    const made = document.createElement('button');
    made.className = 'button';
    made.textContent = label;
    made.addEventListener('click', act);
    return made;
  };
  const reload = button('Reload', () => {
    // It may have taken over already, because another tab wanted it.
    if (waiting.state !== 'installed') location.reload();
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
    waiting.postMessage('take over');
  });
  notice.append(
    text,
    reload,
    button('Later', () => notice.remove()),
  );
  document.body.append(notice);
}
