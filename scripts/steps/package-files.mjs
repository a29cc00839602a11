/** What the npm package holds besides its modules: package.json, README, licence, types, programs. */
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { writeDeclarations } from './declarations.mjs';
import { root } from './shell.mjs';

/** Files of the package that dist/cli has. */
const programs = ['node.mjs', 'headwater.mjs', 'headwater-formats.mjs', 'worker.mjs'];
const pages = ['page-json.txt', 'page-formats.txt'];

/**
 * The manifest that is published. The checkout's own is private: it names sources, not modules.
 * @param {readonly string[]} chunks modules that others import
 */
async function manifest(chunks) {
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
    sideEffects: ['./element.js', './engine.worker.js', './headwater.mjs', './worker.mjs'],
    files: [
      'headwater.js',
      'headwater.d.ts',
      'element.js',
      'element.d.ts',
      'engine.worker.js',
      'headwater.wasm',
      'headwater-formats.wasm',
      ...chunks,
      ...programs,
      ...pages,
    ],
  };
}

/**
 * Completes dist/package, where the modules for browsers stand already.
 * @param {readonly string[]} browserModules
 */
export async function completePackage(browserModules) {
  const folder = `${root}/dist/package`;
  const cli = await readdir(`${root}/dist/cli`);
  const shared = cli.filter((name) => name.endsWith('.mjs') && !programs.includes(name));
  for (const name of [...programs, ...shared, ...pages]) {
    await copyFile(`${root}/dist/cli/${name}`, `${folder}/${name}`);
  }
  const entries = ['headwater.js', 'element.js', 'engine.worker.js'];
  const chunks = [...browserModules.filter((name) => !entries.includes(name)), ...shared];
  await writeFile(`${folder}/package.json`, `${JSON.stringify(await manifest(chunks), null, 2)}\n`);
  await copyFile(`${root}/LICENSE`, `${folder}/LICENSE`);
  await copyFile(`${root}/docs/package.md`, `${folder}/README.md`);
  await writeDeclarations('dist/package');
}
