/**
 * The result of the last run, so that the next one does not start a dozen programs. It is
 * used only when everything that it was made from is unchanged.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VERSION } from './recipe.mjs';

/** @typedef {ReturnType<typeof import('./places.mjs').places>} Places */
/** @typedef {import('./index.mjs').Toolchain} Toolchain */

/** What decides about the result, besides the files themselves. */
const INPUTS = [
  'PATH',
  'Path',
  'EMSDK',
  'EM_CONFIG',
  'EM_CACHE',
  'EMSDK_PYTHON',
  'EMSDK_NODE',
  'CXX',
  'HEADWATER_EIGEN_INCLUDE',
  'HEADWATER_BOOST_INCLUDE',
  'HEADWATER_GOOGLETEST_SOURCE',
];

/** @param {Places} where @param {NodeJS.ProcessEnv} env */
function fileFor(where, env) {
  const inputs = [VERSION, process.execPath, ...INPUTS.map((name) => env[name] ?? null)];
  const key = createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 12);
  return join(where.root, 'found', `${key}.json`);
}

/** Changed by an upgrade or removal of a tool. @param {Toolchain} toolchain */
function fingerprint(toolchain) {
  const {
    emscripten,
    cmake,
    ninja,
    python,
    eigenInclude,
    boostInclude,
    googletestSource,
    clangFormat,
    clangTidy,
    clang,
    cxx,
  } = toolchain;
  const paths = [
    emscripten.emcc,
    emscripten.emxx,
    emscripten.emcmake,
    cmake,
    ninja,
    python,
    join(eigenInclude, 'Eigen'),
    join(boostInclude, 'boost'),
    googletestSource,
    clangFormat,
    clangTidy,
    clang,
    cxx,
  ];
  return paths
    .filter((path) => path !== null)
    .map((path) => {
      const { mtimeMs } = statSync(path);
      return [path, mtimeMs];
    });
}

/**
 * @param {Places} where
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Toolchain | null}
 */
export function loadSaved(where, env = process.env) {
  try {
    const { toolchain, files } = JSON.parse(readFileSync(fileFor(where, env), 'utf8'));
    if (toolchain.source !== 'system') statSync(where.stamp);
    return JSON.stringify(fingerprint(toolchain)) === JSON.stringify(files) ? toolchain : null;
  } catch {
    return null; // never saved, unreadable, or a tool has gone
  }
}

/** @param {Places} where @param {Toolchain} toolchain @param {NodeJS.ProcessEnv} [env] */
export function save(where, toolchain, env = process.env) {
  const file = fileFor(where, env);
  const temporary = `${file}.${process.pid}`;
  try {
    mkdirSync(join(where.root, 'found'), { recursive: true });
    writeFileSync(temporary, JSON.stringify({ toolchain, files: fingerprint(toolchain) }, null, 2));
    renameSync(temporary, file);
  } catch {
    // Only speed is lost, e.g. when a prefix is shared and belongs to another user.
  }
}
