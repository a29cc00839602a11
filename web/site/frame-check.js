// A script that a browser refuses to load says nothing by itself: the frame would stay blank. This
// one asks for no permission to be read, so that it runs in a sandbox too.
addEventListener(
  'error',
  ({ target }) => {
    if (!(target instanceof HTMLScriptElement)) return;
    const message = document.createElement('p');
    message.setAttribute('role', 'alert');
    message.textContent =
      window.origin === 'null'
        ? 'This frame is in a sandbox that keeps it from its own scripts: write sandbox="allow-scripts allow-same-origin".'
        : 'The script that draws this picture could not be loaded. Reload the page, or look whether all files of Headwater were copied.';
    const show = () => document.body.append(message);
    if (document.body === null) addEventListener('DOMContentLoaded', show);
    else show();
  },
  true,
);
