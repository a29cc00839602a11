/** Tools and libraries that the system already has. */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { capture, findOnPath } from './run.mjs';
import { atLeast, parseDefine, parseVersion } from './versions.mjs';

/** Oldest versions that serve. Eigen and Boost: what the core uses of them. */
export const MINIMUM = {
  emscripten: '4.0',
  cmake: '3.25',
  ninja: '1.10',
  python: '3.10',
  eigen: '3.4',
  boost: '1.81',
  clangFormat: '21',
};

/**
 * emcc of $EMSDK, else of PATH.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} [ours] the private prefix: when a build's environment is inherited, its emcc is
 *        on PATH, and it must not be taken for the user's
 * @returns {{emcc: string, version: string, env: Record<string, string>} | null} null when there is none or it is too old
 */
export function findEmscripten(env = process.env, ours = undefined) {
  const emsdk = env.EMSDK;
  const names = process.platform === 'win32' ? ['emcc.bat', 'emcc.exe'] : ['emcc'];
  const candidates = [
    ...(emsdk
      ? names
          .map((name) => join(emsdk, 'upstream/emscripten', name))
          .filter((path) => existsSync(path))
      : []),
    findOnPath('emcc', env),
  ];
  for (const emcc of candidates) {
    if (!emcc || (ours && emcc.startsWith(join(ours, '/')))) continue;
    const extra = /** @type {Record<string, string>} */ ({});
    const config = emsdk && join(emsdk, '.emscripten');
    // emsdk_env sets EM_CONFIG or relies on this file; the path makes both the same.
    if (env.EM_CONFIG) extra.EM_CONFIG = env.EM_CONFIG;
    else if (config && emcc.startsWith(emsdk) && existsSync(config)) extra.EM_CONFIG = config;
    for (const name of ['EM_CACHE', 'EMSDK_PYTHON', 'EMSDK_NODE']) {
      const value = env[name];
      if (value) extra[name] = value;
    }
    const version = parseVersion(capture(emcc, ['--version'], { ...env, ...extra }) ?? '');
    if (version && atLeast(version, MINIMUM.emscripten)) return { emcc, version, env: extra };
  }
  return null;
}

/** @param {string[]} names @param {string} minimum @param {NodeJS.ProcessEnv} env */
function findTool(names, minimum, env) {
  for (const name of names) {
    const path = findOnPath(name, env);
    if (path && atLeast(parseVersion(capture(path, ['--version'], env) ?? ''), minimum))
      return path;
  }
  return null;
}

/** @param {string} path @returns {string} its text, '' when it is not there */
function textOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Directories of headers: named by the user, then the usual places. @param {string | undefined} own */
const includeRoots = (own) =>
  [own, '/usr/include', '/usr/local/include', '/opt/homebrew/include', '/opt/local/include'].filter(
    (path) => path !== undefined,
  );

/** @param {NodeJS.ProcessEnv} env */
function findEigen(env) {
  for (const root of includeRoots(env.HEADWATER_EIGEN_INCLUDE)) {
    for (const path of [root, join(root, 'eigen3')]) {
      // Eigen 5 keeps its version in a file of its own.
      const header =
        textOf(join(path, 'Eigen/Version')) + textOf(join(path, 'Eigen/src/Core/util/Macros.h'));
      const major = parseDefine(header, 'EIGEN_MAJOR_VERSION') ?? 0;
      const world = parseDefine(header, 'EIGEN_WORLD_VERSION') ?? 0;
      const version =
        major >= 5
          ? `${major}.${parseDefine(header, 'EIGEN_MINOR_VERSION') ?? 0}`
          : `${world}.${major}`;
      if (atLeast(version, MINIMUM.eigen)) return path;
    }
  }
  return null;
}

/** @param {NodeJS.ProcessEnv} env */
function findBoost(env) {
  return (
    includeRoots(env.HEADWATER_BOOST_INCLUDE).find((root) => {
      const number = parseDefine(textOf(join(root, 'boost/version.hpp')), 'BOOST_VERSION') ?? 0;
      return (
        atLeast(
          `${Math.floor(number / 100000)}.${Math.floor(number / 100) % 1000}`,
          MINIMUM.boost,
        ) && existsSync(join(root, 'boost/json.hpp'))
      );
    }) ?? null
  );
}

/** @param {NodeJS.ProcessEnv} env */
function findGoogletest(env) {
  return (
    [env.HEADWATER_GOOGLETEST_SOURCE, '/usr/src/googletest', '/usr/local/src/googletest'].find(
      (path) => path && existsSync(join(path, 'googletest/src/gtest-all.cc')),
    ) ?? null
  );
}

/**
 * Everything besides Emscripten and the compiler. A missing one is null.
 * @param {NodeJS.ProcessEnv} env
 */
export function findSystemTools(env = process.env) {
  return {
    cmake: findTool(['cmake'], MINIMUM.cmake, env),
    ninja: findTool(['ninja', 'ninja-build'], MINIMUM.ninja, env),
    python: findTool(['python3', 'python'], MINIMUM.python, env),
    eigenInclude: findEigen(env),
    boostInclude: findBoost(env),
    googletestSource: findGoogletest(env),
    // Optional: only checks and fuzzing use them.
    clangFormat: findTool(['clang-format-21', 'clang-format'], MINIMUM.clangFormat, env),
    clangTidy: findTool(['clang-tidy-21', 'clang-tidy'], MINIMUM.clangFormat, env),
  };
}

/**
 * A directory with nothing but Boost: handing /usr/include to Emscripten would give it the
 * host's C headers.
 * @param {string} include @param {string} root where to keep the link
 */
export function isolateBoost(include, root) {
  if (process.platform === 'win32') return include;
  const directory = join(root, 'headers/boost');
  const link = join(directory, 'boost');
  const target = join(include, 'boost');
  mkdirSync(directory, { recursive: true });
  const old = lstatSync(link, { throwIfNoEntry: false });
  if (old && readlinkSync(link) === target) return directory;
  rmSync(link, { force: true });
  symlinkSync(target, link);
  return directory;
}

/** @param {string} emcc @returns {{emxx: string, emcmake: string, emar: string}} its siblings */
export function siblings(emcc) {
  const ending = /\.(bat|exe)$/i.exec(emcc)?.[0] ?? '';
  const at = (/** @type {string} */ name) => join(dirname(emcc), name + ending);
  return { emxx: at('em++'), emcmake: at('emcmake'), emar: at('emar') };
}
