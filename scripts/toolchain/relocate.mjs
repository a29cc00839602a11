/**
 * Makes unpacked programs run from the prefix: they need a newer C library than the machine has,
 * so each one gets the prefix's loader and library path.
 */
import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findElf } from './elf.mjs';
import { run } from './run.mjs';

/** patchelf must not rewrite the libraries that it is itself running on. */
const PATCHELF_LIBRARIES = ['libc.so.6', 'libm.so.6', 'libstdc++.so.6', 'libgcc_s.so.1'];

/**
 * @param {{staging: string, prefix: string, llvm: number, arch: {triple: string, loader: string}, log: string}} options
 *        `staging` is where the files are now, `prefix` where they will be
 */
export async function relocate({ staging, prefix, llvm, arch, log }) {
  const libraries = `usr/lib/${arch.triple}`;
  const tool = join(staging, 'patchelf-run');
  mkdirSync(tool, { recursive: true });
  for (const name of [...PATCHELF_LIBRARIES, arch.loader]) {
    copyFileSync(join(staging, libraries, name), join(tool, name));
  }
  copyFileSync(join(staging, 'usr/bin/patchelf'), join(tool, 'patchelf'));
  const patchelf = [join(tool, arch.loader), '--library-path', tool, join(tool, 'patchelf')];

  // Only where programs and their libraries are; sanitizer runtimes under clang/ are loaded
  // by programs of the host and must stay as they are.
  const places = ['usr/bin', 'usr/lib'].map((name) => findElf(join(staging, name)));
  const programs = places
    .flatMap((found) => found.programs)
    .filter((path) => !isFixed(path, arch.loader));
  const shared = places
    .flatMap((found) => found.libraries)
    .filter((path) => !isFixed(path, arch.loader));
  const rpath = `${prefix}/${libraries}:${prefix}/usr/lib/llvm-${llvm}/lib`;
  const patch = (/** @type {string[]} */ args, /** @type {string[]} */ files) =>
    run(patchelf[0], [...patchelf.slice(1), ...args, ...files], {
      log,
      what: 'Patching programs',
    });
  // --force-rpath: a library's own RUNPATH would otherwise hide the program's.
  // The interpreter in a run of its own, and second: in one run, or the other way round, patchelf
  // 0.18 gives a program at a fixed address (python) overlapping segments and it crashes.
  await Promise.all([
    patch(['--force-rpath', '--set-rpath', rpath], programs).then(() =>
      patch(['--set-interpreter', `${prefix}/${libraries}/${arch.loader}`], programs),
    ),
    patch(['--force-rpath', '--set-rpath', rpath], shared),
  ]);
  rmSync(tool, { recursive: true });

  // ES imports ignore NODE_PATH, they only look into directories of this name.
  const nodejs = join(staging, 'usr/share/nodejs');
  if (existsSync(nodejs))
    cpSync(nodejs, join(staging, 'usr/share/node_modules'), {
      recursive: true,
      verbatimSymlinks: true,
    });
}

/** @param {string} path @param {string} loader */
function isFixed(path, loader) {
  return (
    basename(path) === 'libc.so.6' ||
    basename(path) === loader ||
    basename(path).startsWith('libclang_rt.')
  );
}
