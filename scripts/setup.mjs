/**
 * `node scripts/setup.mjs`: finds or installs the toolchain and prints where everything is.
 * `--browser` does the same for the browser of the page tests; `--json` prints the object alone.
 */
import { ensureBrowser, ensureToolchain, runMain } from './toolchain/index.mjs';

await runMain(async () => {
  const toolchain = await ensureToolchain();
  const browser = process.argv.includes('--browser') ? await ensureBrowser() : null;
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify(browser ? { ...toolchain, browser } : toolchain, null, 2));
    return;
  }
  const lines = [
    ['Emscripten', `${toolchain.emscripten.version}  ${toolchain.emscripten.emcc}`],
    ['C++ compiler', `${toolchain.cxxVersion}  ${toolchain.cxx}`],
    ['CMake', toolchain.cmake],
    ['Ninja', toolchain.ninja],
    ['Python', toolchain.python],
    ['Eigen', toolchain.eigenInclude],
    ['Boost', toolchain.boostInclude],
    ['Google Test', toolchain.googletestSource],
    ['clang-format', toolchain.clangFormat ?? 'not found (only needed to check the format)'],
    ['clang-tidy', toolchain.clangTidy ?? 'not found (only needed for static checks)'],
    ['clang', toolchain.clang ?? 'not found (only needed for fuzzing)'],
    ...(browser ? [['Browser', browser]] : []),
  ];
  for (const [name, value] of lines) console.log(`${name.padEnd(13)} ${value}`);
});
