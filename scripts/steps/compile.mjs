import { existsSync } from 'node:fs';
import { ensureToolchain } from '../toolchain/index.mjs';
import { root, sh } from './shell.mjs';

/** The environment of every CMake run: the toolchain's, and the closure compiler for Emscripten. */
async function buildEnvironment() {
  const toolchain = await ensureToolchain();
  const env = {
    ...toolchain.env,
    ...(toolchain.clang && { HEADWATER_CLANGXX: toolchain.clang }),
    EM_CLOSURE_COMPILER: `${root}/node_modules/.bin/google-closure-compiler`,
  };
  return { toolchain, env };
}

/**
 * Configures (once) and builds a preset of CMakePresets.json.
 * @param {'dev' | 'asan' | 'fuzz' | 'release' | 'wasm' | 'bench-wasm'} preset
 * @param {{target?: string, quiet?: boolean}} [options]
 */
export async function compile(preset, { target = 'all', quiet = false } = {}) {
  const { toolchain, env } = await buildEnvironment();
  const folder = `${root}/build/${preset}`;
  if (!existsSync(`${folder}/build.ninja`)) {
    const configure = [toolchain.cmake, '--preset', preset];
    const [command = '', ...args] = preset.endsWith('wasm')
      ? [toolchain.emscripten.emcmake, ...configure]
      : configure;
    await sh(command, args, { env, quiet });
  }
  await sh(toolchain.cmake, ['--build', folder, '--target', target], { env, quiet });
}

/**
 * Runs the tests of a preset that has been built.
 * @param {'dev' | 'asan' | 'wasm'} preset
 */
export async function ctest(preset) {
  const { toolchain, env } = await buildEnvironment();
  await sh(toolchain.cmake.replace(/cmake$/, 'ctest'), ['--preset', preset], { env });
}
