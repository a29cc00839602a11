/** Imports run as docs/architecture.md says: its tables are read here, and written nowhere else. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sourceFiles } from '../../scripts/steps/form.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(`${root}docs/architecture.md`, 'utf8');

/** Rows of the table with this heading; cells as text. @param {string} heading */
function table(heading) {
  const [, below = ''] = page.split(`| ${heading} |`);
  const rows = below.split('\n\n')[0]?.split('\n').slice(2) ?? [];
  return rows.map((row) => row.split('|').map((cell) => cell.trim()));
}

/** @param {string} cell */
const codes = (cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

/**
 * What the files of each folder may import; of some only types, which leave nothing in what is built.
 * @type {Map<string, {may: Set<string>, types: Set<string>}>}
 */
const layers = new Map(
  table('folder | is | may import').map(([, folder = '', , may = '']) => {
    const types = codes(may.match(/types of (`\S+`)/)?.[1] ?? '');
    return [codes(folder)[0] ?? '', { may: new Set(codes(may)), types: new Set(types) }];
  }),
);
/** The folders of web/app, each of which may import those before it. */
const floors = table('folder of `web/app` | is').map(([, folder = '']) => codes(folder)[0] ?? '');

const files = sourceFiles('core/*', 'wasm/*', 'web/*').filter(
  (file) => /\.(ts|js|h|cpp)$/.test(file) && !/^web\/vite\..*config\.ts$|\.d\.ts$/.test(file),
);
const known = new Set(files);

/**
 * @typedef {{name: string, type: boolean}} Import
 * @param {string} file @param {string} text @returns {Import[]}
 */
function importsOf(file, text) {
  if (/\.(h|cpp)$/.test(file)) {
    const found = text.matchAll(/^\s*#\s*include\s*(["<][^">]+[">])/gm);
    return [...found].map(([, name = '']) => ({ name, type: false }));
  }
  const statements = text.matchAll(
    /^(?:import|export)\b(\s+type\b)?[^;'"]*?\bfrom\s*['"]([^'"]+)/gm,
  );
  const others = text.matchAll(
    /^import\s*['"]([^'"]+)|\bimport\(\s*['"]([^'"]+)|\bnew URL\(\s*['"](\.[^'"]+)/gm,
  );
  return [
    ...[...statements].map(([, type, name = '']) => ({ name, type: type !== undefined })),
    ...[...others].map(([, ...names]) => ({ name: names.find(Boolean) ?? '', type: false })),
  ];
}

/** The file, or the package, that a name in a file means. @param {string} file @param {string} name */
function meant(file, name) {
  if (name.startsWith('<')) return name.includes('/') ? name.slice(1).split('/')[0] : undefined;
  if (name.startsWith('"')) {
    const path = name.slice(1, -1);
    const places = [dirname(file), 'core/include', 'core/src', 'wasm'];
    return places.map((place) => join(place, path)).find((one) => known.has(one)) ?? path;
  }
  if (name.startsWith('#wasm')) return 'wasm';
  if (name.startsWith('#examples/')) return name.slice(1);
  const path = name.startsWith('#') ? `web/${name.slice(1)}` : join(dirname(file), name);
  if (/^[#.]/.test(name)) return known.has(`${path}.ts`) ? `${path}.ts` : path;
  return name.startsWith('node:') ? 'node:' : name.split('/')[0];
}

/** @param {string} path */
const layerOf = (path) => path.match(/^(web\/)?[^/]+/)?.[0] ?? path;

/** Why a file may not import this; undefined where it may. @param {string} file @param {Import} what */
function refusal(file, { name, type }) {
  const target = meant(file, name);
  if (target === undefined) return undefined;
  const [from, to] = [layerOf(file), layerOf(target)];
  if (/^\.\.(\/|$)/.test(name)) return `${file}: ${name} is not named by its alias`;
  if (from === to) {
    const [floor, below] = [file, target].map((path) => floors.indexOf(path.split('/')[2] ?? ''));
    const rises =
      from === 'web/app' && /** @type {number} */ (floor) < /** @type {number} */ (below);
    return rises ? `${file} imports ${name}, which stands above it` : undefined;
  }
  const layer = layers.get(from);
  const allowed = layer?.may.has(to) && (type || !layer.types.has(to));
  return allowed ? undefined : `${file} imports ${name}, which ${from} may not`;
}

/** Files that import each other in a circle of folders; a folder of folders is none. */
function circles() {
  const folders = new Set(files.map(dirname));
  const parents = new Set([...folders].map(dirname));
  /** @param {string} file */
  const roomOf = (file) => (parents.has(dirname(file)) ? file : dirname(file));
  /** @type {Map<string, Set<string>>} */
  const arrows = new Map();
  for (const file of files.filter((one) => one.startsWith('web/'))) {
    for (const { name } of importsOf(file, readFileSync(root + file, 'utf8'))) {
      const target = meant(file, name) ?? '';
      if (!known.has(target) || roomOf(file) === roomOf(target)) continue;
      arrows.set(roomOf(file), (arrows.get(roomOf(file)) ?? new Set()).add(roomOf(target)));
    }
  }
  // What needs nothing that is left, or is needed by nothing, stands in no circle.
  for (let before = 0; before !== arrows.size; ) {
    before = arrows.size;
    const needed = new Set([...arrows.values()].flatMap((needs) => [...needs]));
    for (const [room, needs] of arrows) {
      for (const need of needs) if (!arrows.has(need)) needs.delete(need);
      if (needs.size === 0 || !needed.has(room)) arrows.delete(room);
    }
  }
  return [...arrows].map(([room, needs]) => `${room} → ${[...needs].join(', ')}`);
}

test('every import runs as the tables of the architecture say', () => {
  const imports = files.flatMap((file) =>
    importsOf(file, readFileSync(root + file, 'utf8')).map((what) => ({ file, what })),
  );
  assert.ok(imports.length > 2000, `${imports.length} imports are not all`);
  assert.deepEqual(
    imports.flatMap(({ file, what }) => refusal(file, what) ?? []),
    [],
  );
});

test('the tables name the folders that are there, and no other', () => {
  const here = new Set(files.map(layerOf).filter((folder) => folder !== 'web/site'));
  assert.deepEqual([...layers.keys()].sort(), [...here].sort());
  const app = files.flatMap((file) => file.match(/^web\/app\/(\w+)\//)?.[1] ?? []);
  assert.deepEqual([...floors].sort(), [...new Set(app)].sort());
});

test('no folders of the web sources import each other in a circle, not even for types', () => {
  assert.deepEqual(circles(), []);
});

test('an import is found in whatever form it is written', () => {
  const text = `import type {
  A,
} from '#views/a';
import b, { type C } from '#views/b';
import './c.css';
export * from '#views/d';
const e = await import('#views/e');
type F = import('#views/f').F;
new Worker(new URL('./g.ts', import.meta.url));`;
  assert.deepEqual(
    importsOf('web/views/x.ts', text).map(({ name, type }) => [name, type]),
    [
      ['#views/a', true],
      ['#views/b', false],
      ['#views/d', false],
      ['./c.css', false],
      ['#views/e', false],
      ['#views/f', false],
      ['./g.ts', false],
    ],
  );
  const includes = '#include "headwater/flow.h"\n#include <vector>\n  #include <emscripten/bind.h>';
  assert.deepEqual(
    importsOf('core/src/x.cpp', includes).map(({ name }) => name),
    ['"headwater/flow.h"', '<vector>', '<emscripten/bind.h>'],
  );
});

const forbidden = [
  ['web/model/x.ts', '#engine/engine'],
  ['web/model/x.ts', '#wasm'],
  ['web/model/x.ts', 'lit'],
  ['web/views/x.ts', '#engine/engine'],
  ['web/views/x.ts', '#element/legend'],
  ['web/views/x.ts', 'd3-zoom'],
  ['web/views/x.ts', '../engine/engine'],
  ['web/engine/x.ts', '#views/bounds'],
  ['web/engine/x.ts', '#app/state/state'],
  ['web/engine/x.ts', '#export/page-file'],
  ['web/engine/x.ts', '#cli/node-worker'],
  ['web/engine/x.ts', 'node:fs'],
  ['web/element/x.ts', '#app/state/state'],
  ['web/element/x.ts', '#export/csv'],
  ['web/element/x.ts', '#wasm'],
  ['web/export/x.ts', '#engine/engine'],
  ['web/export/x.ts', '#wasm-formats'],
  ['web/app/shell/x.ts', '#wasm'],
  ['web/app/shell/x.ts', '#cli/main'],
  ['web/app/state/x.ts', '#app/picture/picture'],
  ['web/app/link/x.ts', '#app/views/graph/pair'],
  ['web/app/view/x.ts', '#app/views/views'],
  ['web/app/views/graph/x.ts', '#app/shell/page'],
  ['web/app/views/graph/x.ts', '../compare/sides'],
  ['web/cli/x.ts', '#app/state/state'],
  ['web/cli/x.ts', '#views/bounds'],
  ['web/package/x.ts', '#app/state/state'],
  ['core/src/x.cpp', '<emscripten/bind.h>'],
  ['core/src/x.cpp', '"attention_store.h"'],
  ['wasm/x.cpp', '<Eigen/Core>'],
];
const allowed = [
  ['web/views/x.ts', '#model/matrix'],
  ['web/views/x.ts', 'lit'],
  ['web/engine/x.ts', '#wasm'],
  ['web/element/x.ts', '#views/bounds'],
  ['web/app/views/graph/x.ts', '#app/view/view'],
  ['web/app/shell/x.ts', '#engine/engine'],
  ['web/cli/x.ts', '#engine/handles'],
  ['web/cli/x.ts', 'node:fs/promises'],
  ['web/export/x.ts', '#views/bounds'],
  ['core/src/x.cpp', '<Eigen/Core>'],
  ['core/src/x.cpp', '<vector>'],
  ['wasm/x.cpp', '"headwater/rollout.h"'],
];

for (const [file = '', name = ''] of forbidden) {
  test(`${file} may not import ${name}`, () => {
    assert.notEqual(refusal(file, { name, type: false }), undefined);
  });
}

for (const [file = '', name = ''] of allowed) {
  test(`${file} may import ${name}`, () => {
    assert.equal(refusal(file, { name, type: false }), undefined);
  });
}

test('web/model may import the types of the core, which leave nothing in what is built', () => {
  assert.equal(refusal('web/model/x.ts', { name: '#wasm', type: true }), undefined);
});
