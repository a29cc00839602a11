/** What the site holds besides the explorer: element, frame, gallery, picture, service worker. */
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { notices } from './notices.mjs';
import { root } from './shell.mjs';

const site = `${root}/dist/site`;

/** @param {string} text */
const escapeMarkup = (text) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/**
 * One example as an article: a picture of it, and a link that opens it, in the view `opens` of the
 * explorer where there is a telling one.
 * @param {{title: string, about: string, file: string, view: string, method: string, opens?: string}} entry
 */
function article({ title, about, file, view, method, opens }) {
  const [name, words] = [escapeMarkup(title), escapeMarkup(about)];
  const address = `examples/${file.split('/').map(encodeURIComponent).join('/')}`;
  const link = opens === undefined ? address : `${address}&amp;view=${escapeMarkup(opens)}`;
  return `
      <article>
        <h2>${name}</h2>
        <p>${words}</p>
        <headwater-view src="${address}" view="${escapeMarkup(view)}" method="${escapeMarkup(method)}" loading="lazy" alt="${name}"></headwater-view>
        <a class="open" href="./#src=${link}">Open ${name} in the explorer</a>
      </article>`;
}

/** The gallery from examples/gallery.json, and the files that it names. */
async function writeGallery() {
  const entries = JSON.parse(await readFile(`${root}/examples/gallery.json`, 'utf8'));
  for (const { file } of entries) {
    await mkdir(dirname(`${site}/examples/${file}`), { recursive: true });
    await copyFile(`${root}/examples/${file}`, `${site}/examples/${file}`);
  }
  const page = await readFile(`${root}/web/site/gallery.html`, 'utf8');
  const articles = entries.map(article).join('');
  await writeFile(
    `${site}/gallery.html`,
    page.replace('%entries%', () => `${articles}\n    `),
  );
}

/** @param {string} folder @returns {Promise<string[]>} paths below the site */
async function filesBelow(folder) {
  const found = await readdir(`${site}/${folder}`, { withFileTypes: true });
  const lists = found.map((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
  return (await Promise.all(lists)).flat().sort();
}

/** The service worker: its version is of what the files hold, so that a new build is a new one. */
async function writeServiceWorker() {
  const all = (await filesBelow('')).filter((path) => path !== 'service-worker.js');
  const hash = createHash('sha256');
  for (const path of all) hash.update(path).update(await readFile(`${site}/${path}`));
  const page = createHash('sha256').update(await readFile(`${site}/index.html`));
  const first = all.filter((path) => /^assets\/(?!.*formats)/.test(path));
  const text = await readFile(`${root}/web/site/service-worker.js`, 'utf8');
  const filled = text
    .replace('%version%', hash.digest('hex').slice(0, 12))
    .replace('%page-hash%', `sha256-${page.digest('base64')}`)
    .replace("['%first%']", JSON.stringify(first.map(encodeURI)))
    .replace("['%files%']", JSON.stringify(all.map(encodeURI)));
  await writeFile(`${site}/service-worker.js`, filled);
}

/**
 * Completes dist/site, where the explorer stands already.
 * @param {readonly string[]} elementModules names in dist/element
 */
export async function completeSite(elementModules) {
  await mkdir(`${site}/embed`, { recursive: true });
  for (const name of elementModules) {
    await copyFile(`${root}/dist/element/${name}`, `${site}/embed/${name}`);
  }
  await copyFile(`${root}/web/site/site.css`, `${site}/embed/site.css`);
  await copyFile(`${root}/web/site/frame-check.js`, `${site}/embed/frame-check.js`);
  await copyFile(`${root}/web/site/embed.html`, `${site}/embed.html`);
  await writeFile(`${site}/NOTICES.txt`, notices());
  await copyFile(`${root}/docs/images/overview.png`, `${site}/preview.png`);
  await writeGallery();
  await writeServiceWorker();
}
