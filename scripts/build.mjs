/**
 * `npm run build`: the WebAssembly modules, the site in dist/site, the command line in dist/cli and
 * the npm package in dist/package.
 */
import { copyFile, readdir, writeFile } from 'node:fs/promises';
import { compile } from './steps/compile.mjs';
import { isFresh } from './steps/fresh.mjs';
import { notices } from './steps/notices.mjs';
import { completePackage } from './steps/package-files.mjs';
import { ensurePackages } from './steps/packages.mjs';
import { writePageTemplates } from './steps/page-template.mjs';
import { bin, root } from './steps/shell.mjs';
import { completeSite } from './steps/site-files.mjs';
import { runMain } from './toolchain/index.mjs';

const configuration = ['package-lock.json', 'package.json', 'tsconfig.base.json'];
const native = ['core', 'wasm', 'cmake', 'CMakeLists.txt', 'CMakePresets.json'];
const sources = {
  site: [...configuration, ...native, 'web', 'examples', 'docs/images'],
  cli: [...configuration, ...native, 'web'],
  element: [...configuration, ...native, 'web'],
  package: [...configuration, ...native, 'web', 'docs/package.md'],
};

/** @param {{quiet?: boolean}} [options] */
async function buildWasm(options) {
  await ensurePackages();
  await compile('wasm', { target: 'headwater_wasm', ...options });
}

/** Puts the WebAssembly modules, and the notices, beside what loads them. @param {string} folder */
async function copyModules(folder) {
  await writeFile(`${root}/${folder}/NOTICES.txt`, notices());
  for (const name of ['headwater.wasm', 'headwater-formats.wasm']) {
    await copyFile(`${root}/build/wasm/${name}`, `${root}/${folder}/${name}`);
  }
}

/** The element and the package's modules for browsers: one static folder. */
async function buildElement() {
  if (!(await isFresh('dist/element/headwater.wasm', sources.element))) {
    await buildWasm();
    await bin('vite', ['build', '--config', 'web/vite.package.config.ts', '--logLevel', 'warn']);
    await copyModules('dist/element');
  }
  return readdir(`${root}/dist/element`);
}

export async function buildSite() {
  if (await isFresh('dist/site/service-worker.js', sources.site)) return;
  const element = await buildElement();
  await bin('vite', ['build', '--config', 'web/vite.config.ts', '--logLevel', 'warn']);
  await writePageTemplates(['dist/site']);
  await completeSite(element);
}

/** @param {{quiet?: boolean}} [options] */
export async function buildCli(options) {
  if (await isFresh('dist/cli/headwater.mjs', sources.cli)) return;
  await buildWasm(options);
  await bin('vite', ['build', '--config', 'web/vite.cli.config.ts', '--logLevel', 'warn'], options);
  await copyModules('dist/cli');
  await writePageTemplates(['dist/cli']);
}

/** What people install: modules for browsers, with the element; modules and command line for Node. */
export async function buildPackage() {
  if (await isFresh('dist/package/package.json', sources.package)) return;
  await buildCli();
  await completePackage(await buildElement());
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  await runMain(async () => {
    await buildSite();
    await buildCli();
    await buildPackage();
  });
}
