/**
 * Building the private prefix; see index.mjs for when it is used.
 *
 * Measured on 2 cores that other builds were using too (Emscripten 6.0.5, LLVM 21.1.8): package
 * list 1.4-6 s, 73 packages with 138 MB downloaded in 4-6 s, unpacked in 10-17 s, patched in
 * 2-6 s, Emscripten's libraries about 150 s of processor time (a minute and a half on two free
 * cores). At the end 830 MB, 188 of them Boost; the packages are deleted. Later runs take under
 * 100 ms, with the start of Node.
 */
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { PrivateApt } from './apt.mjs';
import { emscriptenEnv, warmUp, writeEmConfig } from './emscripten.mjs';
import { ToolchainError } from './errors.mjs';
import { addFuzzerCompat } from './fuzzer-compat.mjs';
import { takeLock } from './lock.mjs';
import { findMirror } from './mirror.mjs';
import { megabytes } from './progress.mjs';
import { ARCHITECTURES, NEEDED_BYTES, SUITE } from './recipe.mjs';
import { relocate } from './relocate.mjs';
import { capture, endChildren } from './run.mjs';
import { smokeCheck } from './smoke.mjs';
import { unpackAll } from './unpack.mjs';

/** @typedef {ReturnType<typeof import('./places.mjs').places>} Places */
/** @typedef {{llvm: number, tools: ReturnType<typeof prefixTools>, versions: Record<string, string>}} Stamp */

/** @returns {{triple: string, loader: string} | null} null when a prefix cannot be made on this machine */
export function prefixArchitecture(env = process.env) {
  const name =
    process.platform === 'linux' && capture('dpkg', ['--print-architecture'], env)?.trim();
  const works = name && capture('apt-get', ['--version'], env) !== null;
  return (works && ARCHITECTURES[/** @type {keyof typeof ARCHITECTURES} */ (name)]) || null;
}

/** @param {string} prefix */
export function prefixTools(prefix) {
  const bin = (/** @type {string} */ name) => join(prefix, 'bin', name);
  return {
    emcc: bin('emcc'),
    emxx: bin('em++'),
    emcmake: bin('emcmake'),
    emar: bin('emar'),
    cmake: bin('cmake'),
    ninja: bin('ninja'),
    python: bin('python3'),
    clang: bin('clang'),
    clangxx: bin('clang++'),
    clangFormat: bin('clang-format'),
    clangTidy: bin('clang-tidy'),
    eigenInclude: join(prefix, 'usr/include/eigen3'),
    boostInclude: join(prefix, 'headers/boost'),
    googletestSource: join(prefix, 'usr/src/googletest'),
  };
}

/**
 * @param {Places} where
 * @returns {Stamp | null} what a finished prefix holds; null also when a part was removed since
 */
export function readStamp(where) {
  try {
    const stamp = JSON.parse(readFileSync(where.stamp, 'utf8'));
    return Object.values(stamp.tools).every((path) => existsSync(path)) ? stamp : null;
  } catch {
    return null;
  }
}

/** A directory with just the wanted names: the prefix's whole bin would hide tools of the host. */
function linkTools(/** @type {string} */ prefix, /** @type {number} */ llvm) {
  const bin = join(prefix, 'bin');
  const link = (/** @type {string} */ name, /** @type {string} */ target) =>
    symlinkSync(target, join(bin, name));
  mkdirSync(bin);
  for (const name of readdirSync(join(prefix, 'usr/share/emscripten'))) {
    if (/^em[\w+-]+$/.test(name)) link(name, `../usr/share/emscripten/${name}`);
  }
  for (const name of ['cmake', 'ctest', 'ninja', 'python3']) link(name, `../usr/bin/${name}`);
  for (const name of [
    'clang',
    'clang++',
    'clang-format',
    'clang-tidy',
    'run-clang-tidy',
    'llvm-ar',
    'llvm-symbolizer',
    'llvm-profdata',
    'llvm-cov',
    'llvm-objdump',
    'llvm-nm',
  ]) {
    if (existsSync(join(prefix, `usr/lib/llvm-${llvm}/bin/${name}`)))
      link(name, `../usr/lib/llvm-${llvm}/bin/${name}`);
  }
  // By itself: the include directory around it would shadow headers of other systems.
  mkdirSync(join(prefix, 'headers/boost'), { recursive: true });
  symlinkSync('../../usr/include/boost', join(prefix, 'headers/boost/boost'));
}

function checkSpace(/** @type {Places} */ where) {
  const { bavail, bsize } = statfsSync(where.root);
  const free = bavail * bsize;
  if (free < NEEDED_BYTES) {
    throw new ToolchainError(
      `The toolchain needs ${NEEDED_BYTES} bytes (${megabytes(NEEDED_BYTES)}) of free disk space in ${where.root}; ${megabytes(free)} are free.`,
      {
        todo: 'free some space, or set HEADWATER_TOOLCHAIN to a directory on another disk.',
      },
    );
  }
}

/**
 * Moved away first: compilers of a killed run may still write for some seconds, and then find
 * their directory gone instead of writing into the new prefix.
 * @param {string} path @param {string} staging a name to derive the temporary one from
 */
function wipe(path, staging) {
  const away = `${staging}-old-${Math.random().toString(36).slice(2)}`;
  renameSync(path, away);
  rmSync(away, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

/**
 * @param {Places} where
 * @param {{triple: string, loader: string}} arch
 * @param {import('./progress.mjs').Progress} progress
 */
async function build(where, arch, progress) {
  const { prefix, log } = where;
  const staging = `${prefix}.staging-${process.pid}`;
  // What an interrupted run left is never used, except downloads whose hash is right.
  for (const name of readdirSync(where.root)) {
    const path = join(where.root, name);
    if (path === prefix || path.startsWith(`${prefix}.staging-`)) wipe(path, staging);
  }
  checkSpace(where);
  writeFileSync(log, '');
  progress.say(
    `setting up a private toolchain in ${prefix} (once; nothing of the system is changed)`,
  );
  const apt = new PrivateApt({ directory: where.download, mirror: findMirror(), log });
  apt.prepare();
  await progress.step(`package list of Debian "${SUITE}"`, () => apt.update());
  const { llvm, packages } = apt.resolve();
  await progress.step(`downloading ${packages.length} packages`, (update) =>
    apt.download(packages, update),
  );
  await progress.step('unpacking', (update) =>
    unpackAll({
      archives: apt.archives,
      files: packages.map(({ file }) => file),
      target: staging,
      log,
      update,
    }),
  );
  await progress.step('patching programs', () => relocate({ staging, prefix, llvm, arch, log }));
  renameSync(staging, prefix);
  linkTools(prefix, llvm);
  writeEmConfig(prefix, llvm);
  const tools = prefixTools(prefix);
  const env = {
    ...process.env,
    PATH: `${join(prefix, 'bin')}:${process.env.PATH}`,
    ...emscriptenEnv(prefix, tools.python),
  };
  await addFuzzerCompat({ prefix, llvm, log });
  await progress.step("building Emscripten's system libraries (one to two minutes)", (update) =>
    warmUp({ emxx: tools.emxx, env, scratch: prefix, log, update }),
  );
  const versions = await progress.step('checking that every tool runs', async () =>
    smokeCheck(tools, env),
  );
  rmSync(where.download, { recursive: true, force: true });
  // Last, and by a rename: without the stamp nothing of the prefix is trusted.
  writeFileSync(`${where.stamp}.new`, JSON.stringify({ llvm, tools, versions }, null, 2));
  renameSync(`${where.stamp}.new`, where.stamp);
}

/**
 * Makes the prefix when it is not complete yet.
 * @param {Places} where
 * @param {{triple: string, loader: string}} arch
 * @param {import('./progress.mjs').Progress} progress
 * @returns {Promise<Stamp>}
 */
export async function ensurePrefix(where, arch, progress) {
  const ready = readStamp(where);
  if (ready) return ready;
  try {
    mkdirSync(where.root, { recursive: true });
    accessSync(where.root, constants.W_OK);
  } catch (error) {
    throw new ToolchainError(
      `The directory ${where.root} cannot be written (${/** @type {Error} */ (error).message}).`,
      {
        todo: 'set HEADWATER_TOOLCHAIN to a directory that you can write.',
      },
    );
  }
  const release = await takeLock(where.lock, {
    onWait: ({ pid }) =>
      progress.announce(`another setup is at work (process ${pid}); waiting for it …`),
  });
  const interrupted = (/** @type {NodeJS.Signals} */ signal) => {
    endChildren();
    release();
    process.stderr.write(
      `\nheadwater: setup was interrupted (${signal}); run it again to go on, finished downloads are kept.\n`,
    );
    process.exit(130);
  };
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, interrupted);
  try {
    if (!readStamp(where)) await build(where, arch, progress);
    return /** @type {Stamp} */ (readStamp(where));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOSPC') {
      throw new ToolchainError(`The disk of ${where.root} is full.`, {
        todo: `free ${megabytes(NEEDED_BYTES)} and run setup again.`,
        log: where.log,
      });
    }
    throw error;
  } finally {
    for (const signal of signals) process.off(signal, interrupted);
    release();
  }
}
