/** Configuring the prefix's Emscripten and building its system libraries ahead of the first link. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

/** @param {string} prefix @param {number} llvm */
export function writeEmConfig(prefix, llvm) {
  const quote = (/** @type {string} */ text) => JSON.stringify(text);
  writeFileSync(
    join(prefix, 'em-config.py'),
    `
LLVM_ROOT = ${quote(join(prefix, 'usr/bin'))}
BINARYEN_ROOT = ${quote(join(prefix, 'usr'))}
EMSCRIPTEN_ROOT = ${quote(join(prefix, 'usr/share/emscripten'))}
CACHE = ${quote(join(prefix, 'em-cache'))}
LLVM_ADD_VERSION = '${llvm}'
CLANG_ADD_VERSION = '${llvm}'
NODE_JS = ${quote(process.execPath)}
`,
  );
}

/**
 * The environment of every Emscripten command.
 * @param {string} prefix @param {string} python
 */
export function emscriptenEnv(prefix, python) {
  return {
    EM_CONFIG: join(prefix, 'em-config.py'),
    EM_CACHE: join(prefix, 'em-cache'),
    EMSDK_PYTHON: python,
    // Over the config file: the prefix outlives the Node that made it.
    EM_NODE_JS: process.execPath,
  };
}

const WARM_UP = `
#include <emscripten/bind.h>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>
#include <immintrin.h>
std::string text(double x) { std::vector<char> out(64); std::snprintf(out.data(), 64, "%.3f", std::sin(x)); return out.data(); }
float sum(float x) { float lane[8]; _mm256_storeu_ps(lane, _mm256_add_ps(_mm256_set1_ps(x), _mm256_set1_ps(1))); return lane[7]; }
EMSCRIPTEN_BINDINGS(m) { emscripten::function("text", &text); emscripten::function("sum", &sum); }
int main() { std::puts(text(0.5).c_str()); return sum(1) == 2 ? 0 : 1; }
`;

/** The library that Emscripten's messages say it is building now. @param {string} text */
export function lastLibrary(text) {
  const names = [...text.matchAll(/generating system library: \S*?([\w+.-]+?\.a)\.\.\./g)];
  return names.at(-1)?.[1] ?? '';
}

/**
 * The first link with given flags builds the C and C++ libraries (a minute or two). Doing it here
 * makes it a visible step, and the program that comes out is the proof that the compiler works.
 * @param {{emxx: string, env: NodeJS.ProcessEnv, scratch: string, log: string,
 *          update: (detail: string) => void}} options
 */
export async function warmUp({ emxx, env, scratch, log, update }) {
  mkdirSync(scratch, { recursive: true });
  const directory = mkdtempSync(join(scratch, 'warm-up-'));
  const timer = setInterval(() => update(lastLibrary(readFileSync(log, 'utf8'))), 1000);
  try {
    writeFileSync(join(directory, 'main.cpp'), WARM_UP);
    const flags = ['-O3', '-msimd128', '-mavx2', '-fno-exceptions', '-lembind', '-sSTACK_SIZE=1MB'];
    await run(emxx, ['main.cpp', ...flags, '-o', 'warm-up.cjs'], {
      cwd: directory,
      env,
      log,
      what: 'The first build with Emscripten',
    });
    await run(process.execPath, ['warm-up.cjs'], {
      cwd: directory,
      env,
      log,
      what: 'Running a small WebAssembly program',
    });
    update('');
  } finally {
    clearInterval(timer);
    rmSync(directory, { recursive: true, force: true });
  }
}
