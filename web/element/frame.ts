import '#element/register';

/**
 * The page that other pages embed in an iframe: its fragment names the attributes of a
 * `<headwater-view>`, as in `embed.html#src=attention.json&view=sentence`.
 */
const names = [
  'src',
  'view',
  'method',
  'heads',
  'residual',
  'discard',
  'layer',
  'query',
  'theme',
  'alt',
];

const view = document.createElement('headwater-view');
view.loading = 'eager';

function follow(): void {
  const parameters = new URLSearchParams(location.hash.slice(1));
  for (const name of names) {
    const value = parameters.get(name);
    if (value === null) view.removeAttribute(name);
    else view.setAttribute(name, value);
  }
}

follow();
window.addEventListener('hashchange', follow);
document.body.append(view);
