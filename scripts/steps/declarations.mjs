/**
 * One .d.ts for each entry of the npm package, out of those that the compiler writes for every
 * module: the declarations that the entry's exports need, and no others. It is the report of the
 * package's interface as well: docs/api holds the last one that was looked at.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { bin, root } from './shell.mjs';

const written = `${root}/build/declarations`;
/** What `#wasm` names. */
const core = 'wasm';

/** @param {string} from @param {string} specifier @returns {string} */
function fileOf(from, specifier) {
  const path = specifier.startsWith('#')
    ? specifier.slice(1)
    : normalize(join(dirname(from), specifier));
  return path;
}

/**
 * A module's declarations by name, what it imports, and the names it exports.
 * @typedef {{declarations: [string, string][], globals: string[], imports: string[], exported: string[]}} Module
 */

/** @param {string} name @returns {Promise<Module>} */
async function read(name) {
  const path = name === core ? `${root}/wasm/headwater.d.ts` : `${written}/${name}.d.ts`;
  // A comment between the members of a union stands where a statement would begin.
  const text = (await readFile(path, 'utf8'))
    .replace(/\n\/\*\*[^\n]*\*\/\n(?= +\|)/g, '\n')
    .replace(/\n{2,}/g, '\n');
  /** @type {Module} */
  const module = { declarations: [], globals: [], imports: [], exported: [] };
  const statements =
    text.match(
      /(?:^\/\*\*[\s\S]*?\*\/\n)?^(?!\/\*\*)\S[\s\S]*?(?:;|^\}.*)$(?=\n[^\s}]|\n*$(?![\s\S]))/gm,
    ) ?? [];
  for (const statement of statements) {
    const from = /^(?:import|export)\b[^;'"]*from ['"]([^'"]+)['"]/m.exec(statement);
    if (from?.[1] !== undefined) {
      const path = fileOf(name, from[1]);
      module.imports.push(path);
      const list = /^export (?:type )?\{([^}]*)\}/m.exec(statement)?.[1];
      if (list !== undefined)
        module.exported.push(
          ...list
            .split(',')
            .map((item) => item.trim())
            .filter(Boolean),
        );
      if (/^export type \*/m.test(statement)) module.exported.push(...(await read(path)).exported);
      continue;
    }
    if (/^declare global/m.test(statement)) module.globals.push(statement);
    const declared =
      /^(export )?(?:declare )?(?:abstract )?(?:class|interface|type|function|const) (\w+)/m.exec(
        statement,
      );
    if (declared?.[2] === undefined) continue;
    if (declared[1] !== undefined) module.exported.push(declared[2]);
    module.declarations.push([declared[2], statement.replace(/^export /m, '')]);
  }
  return module;
}

/** @param {string} entry @returns {Promise<string>} */
async function bundle(entry) {
  /** @type {Map<string, Module>} */
  // The core's first: where the package has a declaration of the same name, it is the package's.
  const modules = new Map([[core, await read(core)]]);
  const wanted = [entry];
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (modules.has(name)) continue;
    const module = await read(name);
    modules.set(name, module);
    wanted.push(...module.imports);
  }
  const all = new Map([...modules.values()].flatMap(({ declarations }) => declarations));
  const globals = [...modules.values()].flatMap((module) => module.globals);
  const exported = modules.get(entry)?.exported ?? [];
  const needed = new Set(exported);
  const texts = [...globals];
  for (const name of needed) texts.push(all.get(name) ?? '');
  for (let text = texts.pop(); text !== undefined; text = texts.pop()) {
    for (const [word] of text.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/\w+/g)) {
      const declaration = all.get(word);
      if (declaration === undefined || needed.has(word)) continue;
      needed.add(word);
      texts.push(declaration);
    }
  }
  const kept = [...all]
    .filter(([name]) => needed.has(name))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const missing = exported.filter((name) => !all.has(name));
  if (missing.length > 0) throw new Error(`${entry}: no declaration of ${missing.join(', ')}`);
  const values = exported.filter((name) =>
    /^(?:declare )?(?:class|function|const) /m.test(all.get(name) ?? ''),
  );
  const types = exported.filter((name) => !values.includes(name));
  return [
    ...kept.map(([, text]) =>
      /^(interface|type) /m.test(text)
        ? text
        : text.replace(/^(?!declare )(?=class|function|const)/m, 'declare '),
    ),
    ...globals,
    values.length > 0 ? `export { ${values.sort().join(', ')} };` : '',
    `export type { ${types.sort().join(', ')} };`,
  ]
    .filter((text) => text !== '')
    .join('\n\n')
    .concat('\n');
}

/** Writes headwater.d.ts and element.d.ts. @param {string} folder from the project's folder */
export async function writeDeclarations(folder) {
  await bin('tsc', ['-p', 'web/tsconfig.package.json']);
  await writeFile(`${root}/${folder}/headwater.d.ts`, await bundle('package/browser'));
  await writeFile(`${root}/${folder}/element.d.ts`, await bundle('package/element'));
}
