/**
 * The libFuzzer runtime of the prefix asks for two functions that C libraries before glibc 2.38
 * do not have. Programs with it are linked against the host's C library, so the runtime gets
 * its own copies; they only pass the call on.
 */
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

const SOURCE = `
long strtol(const char*, char**, int);
unsigned long strtoul(const char*, char**, int);
__attribute__((weak)) long __isoc23_strtol(const char* t, char** e, int b) { return strtol(t, e, b); }
__attribute__((weak)) unsigned long __isoc23_strtoul(const char* t, char** e, int b) { return strtoul(t, e, b); }
`;

/** @param {{prefix: string, llvm: number, log: string}} options */
export async function addFuzzerCompat({ prefix, llvm, log }) {
  const directory = join(prefix, `usr/lib/llvm-${llvm}/lib/clang/${llvm}/lib/linux`);
  if (!existsSync(directory)) return;
  const runtimes = readdirSync(directory).filter((name) =>
    /^libclang_rt\.fuzzer(_no_main)?-.*\.a$/.test(name),
  );
  const source = join(prefix, 'fuzzer-compat.c');
  const object = join(prefix, 'fuzzer-compat.o');
  writeFileSync(source, SOURCE);
  await run(
    join(prefix, 'bin/clang'),
    ['-O2', '-fPIC', '-ffreestanding', '-fno-builtin', '-c', source, '-o', object],
    { log, what: 'Preparing libFuzzer' },
  );
  for (const name of runtimes) {
    await run(join(prefix, `usr/bin/llvm-ar-${llvm}`), ['r', join(directory, name), object], {
      log,
      what: 'Preparing libFuzzer',
    });
  }
  rmSync(source);
  rmSync(object);
}
