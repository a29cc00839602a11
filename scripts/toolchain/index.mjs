/**
 * The self-installing toolchain: everything that a C++/WebAssembly build needs, found or
 * fetched. Only Node's own modules: it runs before `npm ci`.
 *
 * Order: an Emscripten of $EMSDK or PATH that is new enough; else, on a Debian-like machine,
 * a private prefix of Debian packages below the user's cache (see prefix.mjs); else one
 * message with what is missing. The C++ compiler and the browser come from the system.
 */
import { delimiter, dirname } from 'node:path';
import { mkdirSync } from 'node:fs';
import { findCompiler } from './compiler.mjs';
import { decide } from './decide.mjs';
import { emscriptenEnv } from './emscripten.mjs';
import { ToolchainError } from './errors.mjs';
import { places, cacheRoot } from './places.mjs';
import { ensurePrefix, prefixArchitecture } from './prefix.mjs';
import { Progress } from './progress.mjs';
import { loadSaved, save } from './saved.mjs';
import { installSystemPackage } from './system-packages.mjs';
import { findEmscripten, findSystemTools, isolateBoost, siblings } from './system-tools.mjs';

export { ToolchainError, runMain } from './errors.mjs';
export { ensureBrowser } from './browser.mjs';

/**
 * @typedef {object} Toolchain
 * @property {'system' | 'prefix' | 'mixed'} source
 * @property {{version: string, emcc: string, emxx: string, emcmake: string, emar: string, env: Record<string, string>}} emscripten
 * @property {string} cmake
 * @property {string} ninja
 * @property {string} python
 * @property {string} eigenInclude directory for -I
 * @property {string} boostInclude directory for -I, holds nothing else
 * @property {string} googletestSource directory with CMakeLists.txt
 * @property {string | null} clangFormat
 * @property {string | null} clangTidy
 * @property {string | null} clang clang++ with libFuzzer and sanitizers; from the prefix only
 * @property {string} cxx native C++ compiler
 * @property {string} cxxVersion
 * @property {Record<string, string>} env what to add to process.env; PATH is complete
 */

/** @param {Progress} progress */
function ensureCompiler(progress) {
  const found = findCompiler();
  if (found) return found;
  installSystemPackage({ name: 'g++', purpose: 'A C++ compiler (g++ 12 or newer, or clang++ 16 or newer)' }, { progress });
  const installed = findCompiler();
  if (installed) return installed;
  throw new ToolchainError('The installed g++ is older than 12.', { todo: 'set CXX to a newer compiler.' });
}

/**
 * Finds or installs the toolchain.
 * @param {{quiet?: boolean}} [options] quiet: no progress (failures are still thrown)
 * @returns {Promise<Toolchain>}
 */
export async function ensureToolchain({ quiet = false } = {}) {
  const where = places(cacheRoot());
  const saved = loadSaved(where);
  if (saved) return saved;

  const progress = new Progress({ quiet });
  const emscripten = findEmscripten(process.env, where.prefix);
  const system = findSystemTools();
  const arch = prefixArchitecture();
  const source = decide({ emscripten, tools: system, prefixPossible: arch !== null });
  const compiler = ensureCompiler(progress);
  const toolchain = source === 'system' || arch === null
    ? fromSystem(/** @type {NonNullable<typeof emscripten>} */ (emscripten), system, where.root)
    : fromPrefix(await ensurePrefix(where, arch, progress), where.prefix, emscripten);

  const { cxx, cc, version } = compiler;
  const directories = [...new Set([
    ...(source === 'system' ? [] : [`${where.prefix}/bin`]),
    dirname(toolchain.emscripten.emcc), dirname(toolchain.cmake), dirname(toolchain.ninja),
  ])];
  // The user's own Emscripten goes before the prefix's.
  if (source === 'mixed') directories.sort((a, b) => Number(b === dirname(toolchain.emscripten.emcc)) - Number(a === dirname(toolchain.emscripten.emcc)));
  const result = {
    source, ...toolchain, cxx, cxxVersion: version,
    env: {
      PATH: [...directories, process.env.PATH].filter(Boolean).join(delimiter),
      ...toolchain.emscripten.env,
      CXX: cxx,
      ...(cc ? { CC: cc } : {}),
      CMAKE_GENERATOR: 'Ninja',
      HEADWATER_EIGEN_INCLUDE: toolchain.eigenInclude,
      HEADWATER_BOOST_INCLUDE: toolchain.boostInclude,
      HEADWATER_GOOGLETEST_SOURCE: toolchain.googletestSource,
    },
  };
  mkdirSync(where.root, { recursive: true });
  save(where, result);
  return result;
}

/**
 * @param {NonNullable<ReturnType<typeof findEmscripten>>} emscripten
 * @param {ReturnType<typeof findSystemTools>} tools
 * @param {string} root
 */
function fromSystem({ emcc, version, env }, tools, root) {
  const required = /** @type {Record<keyof typeof tools, string>} */ (tools);
  return {
    emscripten: { version, emcc, ...siblings(emcc), env },
    ...required,
    boostInclude: isolateBoost(required.boostInclude, root),
    clangFormat: tools.clangFormat, clangTidy: tools.clangTidy, clang: null,
  };
}

/**
 * @param {import('./prefix.mjs').Stamp} stamp
 * @param {string} prefix
 * @param {ReturnType<typeof findEmscripten>} own the user's Emscripten goes before the prefix's
 */
function fromPrefix({ tools, versions }, prefix, own) {
  const { emcc, emxx, emcmake, emar, clangxx, ...rest } = tools;
  const emscripten = own
    ? { version: own.version, emcc: own.emcc, ...siblings(own.emcc), env: own.env }
    : { version: versions.emcc, emcc, emxx, emcmake, emar, env: emscriptenEnv(prefix, tools.python) };
  return { emscripten, ...rest, clang: clangxx };
}
