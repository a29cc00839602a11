/**
 * The self-installing toolchain: everything that a C++/WebAssembly build needs, found or
 * fetched. Only Node's own modules: it runs before `npm ci`.
 *
 * Order: an Emscripten of $EMSDK or PATH that is new enough; else, on a Debian-like machine,
 * a private prefix of Debian packages below the user's cache (see prefix.mjs); else one
 * message with what is missing. The C++ compiler and the browser come from the system.
 */
import { delimiter, dirname, join } from 'node:path';
import { findCompiler } from './compiler.mjs';
import { decide } from './decide.mjs';
import { emscriptenEnv } from './emscripten.mjs';
import { ToolchainError } from './errors.mjs';
import { cacheRoot, places } from './places.mjs';
import { ensurePrefix, prefixArchitecture } from './prefix.mjs';
import { Progress } from './progress.mjs';
import { loadSaved, save } from './saved.mjs';
import { installSystemPackage } from './system-packages.mjs';
import { findEmscripten, findSystemTools, isolateBoost, siblings } from './system-tools.mjs';

export { ensureBrowser } from './browser.mjs';
export { runMain, ToolchainError } from './errors.mjs';

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

/**
 * Puts directories at the front in their order, when any of them is not in PATH yet: moving
 * /usr/bin forward without need would change which of the user's own programs are found.
 * @param {string} path @param {string[]} additions
 */
export function extendPath(path, additions) {
  const present = path.split(delimiter).filter(Boolean);
  if (additions.every((directory) => present.includes(directory))) return path;
  return [...new Set([...additions, ...present])].join(delimiter);
}

/** @param {Progress} progress */
function ensureCompiler(progress) {
  const found = findCompiler();
  const { CXX } = process.env;
  if (CXX && found?.cxx !== CXX && found?.named !== CXX) {
    progress.announce(
      `CXX is set to "${CXX}", which is not g++ 12 or newer or clang++ 16 or newer; it is not used.`,
    );
  }
  if (found) return found;
  installSystemPackage(
    { name: 'g++', purpose: 'A C++ compiler (g++ 12 or newer, or clang++ 16 or newer)' },
    { progress },
  );
  const installed = findCompiler();
  if (installed) return installed;
  throw new ToolchainError('The installed g++ is older than 12.', {
    todo: 'set CXX to a newer compiler.',
  });
}

/** The toolchain as it was found last; null where nothing was, or it has changed since. */
export function knownToolchain() {
  return loadSaved(places(cacheRoot()));
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
  const toolchain =
    source === 'system' || arch === null
      ? fromSystem(/** @type {NonNullable<typeof emscripten>} */ (emscripten), system, where.root)
      : fromPrefix(await ensurePrefix(where, arch, progress), where.prefix, emscripten);

  const { cxx, cc, version } = compiler;
  const bin = join(where.prefix, 'bin');
  const emccDirectory = dirname(toolchain.emscripten.emcc);
  // The user's own Emscripten goes before the prefix's.
  const additions = { system: [emccDirectory], mixed: [emccDirectory, bin], prefix: [bin] };
  const result = {
    source,
    ...toolchain,
    cxx,
    cxxVersion: version,
    env: {
      PATH: extendPath(process.env.PATH ?? '', additions[source]),
      ...toolchain.emscripten.env,
      CXX: cxx,
      ...(cc ? { CC: cc } : {}),
      CMAKE_GENERATOR: 'Ninja',
      HEADWATER_EIGEN_INCLUDE: toolchain.eigenInclude,
      HEADWATER_BOOST_INCLUDE: toolchain.boostInclude,
      HEADWATER_GOOGLETEST_SOURCE: toolchain.googletestSource,
    },
  };
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
    clangFormat: tools.clangFormat,
    clangTidy: tools.clangTidy,
    clang: null,
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
    : {
        version: versions.emcc,
        emcc,
        emxx,
        emcmake,
        emar,
        env: emscriptenEnv(prefix, tools.python),
      };
  return { emscripten, ...rest, clang: clangxx };
}
