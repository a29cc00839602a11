/** What the npm package holds besides its modules: package.json, README, licence, types, programs. */
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { writeDeclarations } from './declarations.mjs';
import { root } from './shell.mjs';

/** Files of the package that dist/cli has. */
const programs = ['node.mjs', 'headwater.mjs', 'headwater-formats.mjs', 'worker.mjs'];
const pages = ['page-json.txt', 'page-formats.txt'];

/**
 * The manifest that is published. The checkout's own is private: it names sources, not modules.
 * @param {readonly string[]} modules all files but types and texts
 */
async function manifest(modules) {
  const { name, version, description, license, engines } = JSON.parse(
    await readFile(`${root}/package.json`, 'utf8'),
  );
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    engines,
    keywords: [
      'attention',
      'transformer',
      'attention rollout',
      'attention flow',
      'interpretability',
    ],
    bin: { headwater: 'headwater.mjs' },
    exports: {
      '.': { types: './headwater.d.ts', node: './node.mjs', default: './headwater.js' },
      './element': { types: './element.d.ts', default: './element.js' },
      './headwater.wasm': './headwater.wasm',
      './package.json': './package.json',
    },
    files: ['headwater.d.ts', 'element.d.ts', ...modules],
  };
}

/**
 * Fills dist/package.
 * @param {readonly string[]} elementModules names in dist/element
 */
export async function completePackage(elementModules) {
  const folder = `${root}/dist/package`;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  // The frame is a page of the site.
  const browser = elementModules.filter((name) => name !== 'frame.js');
  const below = await readdir(`${root}/dist/cli`);
  const shared = below.filter((name) => name.endsWith('.mjs') && !programs.includes(name));
  for (const name of browser) await copyFile(`${root}/dist/element/${name}`, `${folder}/${name}`);
  for (const name of [...programs, ...shared, ...pages]) {
    await copyFile(`${root}/dist/cli/${name}`, `${folder}/${name}`);
  }
  const modules = [...browser, ...programs, ...shared, ...pages];
  await writeFile(
    `${folder}/package.json`,
    `${JSON.stringify(await manifest(modules), null, 2)}\n`,
  );
  await copyFile(`${root}/LICENSE`, `${folder}/LICENSE`);
  await copyFile(`${root}/docs/package.md`, `${folder}/README.md`);
  await writeDeclarations('dist/package');
}
