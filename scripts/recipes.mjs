/**
 * `npm run recipes`: builds the recipes of examples/embed with the tools of this machine, and opens
 * what they make in a browser. Not a part of `npm test`: the tools are not the project's. It says
 * which recipes it could not try, and fails where none could.
 */
import { execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { chromium } from '@playwright/test';
import { buildPackage } from './build.mjs';
import { root } from './steps/shell.mjs';
import { ensureBrowser, runMain, ToolchainError } from './toolchain/index.mjs';
import { findOnPath } from './toolchain/run.mjs';

/**
 * @typedef {{name: string, files: string, data: string, command?: string[], site: string, page: string, exports?: true}} Recipe
 * `files` of examples/embed; the folder that `data` and the element go to; the command that builds,
 * if any; the folder of the site and the page in it; whether it shows an exported page in a frame.
 */

/** @type {Recipe[]} */
const recipes = [
  { name: 'plain HTML', files: 'plain.html', data: '', site: '', page: 'plain.html' },
  {
    name: 'MkDocs',
    files: 'mkdocs',
    data: 'docs',
    command: ['mkdocs', 'build', '--quiet'],
    site: 'site',
    page: 'index.html',
  },
  {
    name: 'Sphinx',
    files: 'sphinx',
    data: 'extra',
    command: ['sphinx-build', '-q', '.', 'built'],
    site: 'built',
    page: 'index.html',
  },
  {
    name: 'VitePress',
    files: 'vitepress',
    data: 'public',
    command: ['vitepress', 'build', '.'],
    site: '.vitepress/dist',
    page: 'index.html',
  },
  {
    name: 'Jupyter',
    files: 'jupyter',
    data: '',
    command: ['jupyter', 'nbconvert', '--execute', '--to', 'html', 'attention.ipynb'],
    site: '',
    page: 'attention.html',
    exports: true,
  },
];

/** @param {string} folder @param {Recipe} recipe @returns {Promise<string>} the folder of its site */
async function build(folder, { files, data, command, site, page }) {
  const plain = command === undefined;
  const from = `${root}/examples/embed/${files}`;
  await cp(from, plain ? join(folder, page) : folder, { recursive: true });
  await cp(`${root}/dist/package`, join(folder, data, 'headwater'), { recursive: true });
  await cp(`${root}/examples/worked-example.json`, join(folder, data, 'attention.json'));
  const [program = '', ...args] = command ?? [];
  // A site of VitePress finds it among its own packages.
  const packages = dirname(dirname(findOnPath(program) ?? ''));
  if (basename(packages) === 'node_modules') await symlink(packages, join(folder, 'node_modules'));
  if (!plain) {
    // What `npm install headwater` puts on the path.
    await mkdir(join(folder, 'bin'));
    const installed = `#!/bin/sh\nexec node '${root}/dist/package/headwater.mjs' "$@"\n`;
    await writeFile(join(folder, 'bin', 'headwater'), installed, { mode: 0o755 });
    execFileSync(program, args, {
      cwd: folder,
      env: { ...process.env, PATH: `${folder}/bin:${process.env['PATH']}` },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  return join(folder, site);
}

const types = /** @type {Record<string, string>} */ ({
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
});

/** Opens a recipe's page of a folder and waits for its picture. @param {string} site @param {Recipe} recipe */
async function open(site, { page, exports }) {
  const server = createServer(async ({ url = '/' }, response) => {
    const path = join(site, decodeURIComponent(new URL(url, 'http://host').pathname));
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile()) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' });
    return createReadStream(path).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const browser = await chromium.launch({
    executablePath: await ensureBrowser(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const tab = await browser.newPage();
    await tab.goto(`http://127.0.0.1:${port}/${page}`);
    if (exports)
      return await tab.frameLocator('iframe').locator('hw-selected-panel .sentence').textContent();
    await tab.locator('headwater-view figcaption').waitFor({ timeout: 20_000 });
    return await tab.locator('headwater-view .sentence').textContent();
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

await runMain(async () => {
  await buildPackage();
  let tried = 0;
  for (const recipe of recipes) {
    const [program] = recipe.command ?? [];
    if (program !== undefined && findOnPath(program) === null) {
      console.log(`${recipe.name}: not tried, ${program} is not installed here`);
      continue;
    }
    const folder = await mkdtemp(join(tmpdir(), 'headwater-recipe-'));
    const sentence = await open(await build(folder, recipe), recipe);
    await rm(folder, { recursive: true });
    if (!sentence?.includes('After layer 6')) {
      throw new ToolchainError(`${recipe.name} shows “${sentence}”.`, { todo: 'read its page.' });
    }
    console.log(`${recipe.name}: ${sentence}`);
    tried += 1;
  }
  console.log(`${tried} of ${recipes.length} recipes tried.`);
});
