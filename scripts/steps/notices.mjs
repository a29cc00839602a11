/** Notices of other people's code in what is shipped, and a guard that none is shipped without. */
import { readdirSync, readFileSync } from 'node:fs';
import { root } from './shell.mjs';

/** Put helpers of their own into bundles. */
const bundlers = ['rolldown', 'vite'];

/** @typedef {{name: string, version: string, copyright: string, terms: string}} Licence */

/** @param {string} name @returns {Licence | undefined} of an npm package, from its own files */
function licenceOf(name) {
  const folder = `${root}/node_modules/${name}`;
  const file = readdirSync(folder).find((each) => /^(licen[cs]e|copying)/i.test(each));
  if (file === undefined) return undefined;
  // The bundlers' files go on with what they are made of themselves, which they do not put in.
  const [own = ''] = readFileSync(`${folder}/${file}`, 'utf8').split(
    /^(?:# Licenses of bundled|end of terms)/m,
  );
  const copyright = own.match(/^Copyright .*$/gm)?.join('\n') ?? '';
  const terms = own.replaceAll(/^(?:#|Copyright ).*\n/gm, '').trim();
  const { version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  return { name, version, copyright, terms };
}

/** @returns {Licence[]} of what may come into a bundle: dependencies that bring their licence */
function licences() {
  const { packages } = JSON.parse(readFileSync(`${root}/package-lock.json`, 'utf8'));
  const names = Object.keys(packages).filter((path) => path !== '' && !packages[path].dev);
  return [...names.map((path) => path.replace('node_modules/', '')), ...bundlers]
    .filter((name) => !name.startsWith('@types/'))
    .flatMap((name) => licenceOf(name) ?? []);
}

/**
 * Our own licence and the notices, one text for all artefacts: those of npm packages from the
 * packages, packages with the same words together; those of the toolchain from wasm/NOTICES.txt,
 * because not every toolchain brings them.
 */
export function notices() {
  /** @type {Map<string, string[]>} */
  const sections = new Map();
  for (const { name, version, copyright, terms } of licences()) {
    const holders = `== ${name} ${version}\n${copyright}`;
    sections.set(terms, [...(sections.get(terms) ?? []), holders]);
  }
  return [
    'Headwater',
    readFileSync(`${root}/LICENSE`, 'utf8').trim(),
    'It contains parts of these works, each under its own terms.',
    ...[...sections].map(([terms, holders]) => `${holders.join('\n')}\n\n${terms}`),
    readFileSync(`${root}/wasm/NOTICES.txt`, 'utf8'),
  ].join('\n\n');
}

/** The package that a bundled module is of; undefined for our own. @param {string} id */
function packageOf(id) {
  const inside = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1];
  if (inside !== undefined) return inside;
  // Helpers: `\0vite/preload-helper.js`, `\0rolldown/runtime.js`.
  return id.startsWith('\0') ? (/^\0@?([\w-]+)/.exec(id)?.[1] ?? id) : undefined;
}

/**
 * Refuses to bundle a module whose licence is not in the notices.
 * @type {import('vite').Plugin}
 */
export const onlyWithNotice = {
  name: 'headwater-only-with-notice',
  generateBundle(_, bundle) {
    const noticed = new Set(licences().map(({ name }) => name));
    const modules = Object.values(bundle).flatMap((part) =>
      part.type === 'chunk' ? part.moduleIds : [],
    );
    for (const id of modules) {
      const name = packageOf(id);
      if (name === undefined || noticed.has(name)) continue;
      throw new Error(
        `${name} is in the bundle, but not in its notices (${id}). Make it a dependency that brings its licence, or see scripts/steps/notices.mjs.`,
      );
    }
  },
};
