/** Where each part of the toolchain comes from. Pure: it only looks at what was found. */
import { ToolchainError } from './errors.mjs';
import { MINIMUM } from './system-tools.mjs';

/** What a message calls each required part. */
const NAMES = {
  cmake: `cmake (${MINIMUM.cmake} or newer)`,
  ninja: 'ninja',
  python: `python3 (${MINIMUM.python} or newer)`,
  eigenInclude: `the Eigen headers (${MINIMUM.eigen} or newer; or HEADWATER_EIGEN_INCLUDE)`,
  boostInclude: `the Boost headers (${MINIMUM.boost} or newer; or HEADWATER_BOOST_INCLUDE)`,
  googletestSource: 'the sources of Google Test (or HEADWATER_GOOGLETEST_SOURCE)',
};

/**
 * @param {{emscripten: object | null, tools: Record<string, string | null>, prefixPossible: boolean}} found
 * @returns {'system' | 'prefix' | 'mixed'} `mixed`: the user's Emscripten, the rest from the prefix
 */
export function decide({ emscripten, tools, prefixPossible }) {
  const missing = Object.entries(NAMES)
    .filter(([key]) => !tools[key])
    .map(([, name]) => name);
  if (emscripten && missing.length === 0) return 'system';
  if (prefixPossible) return emscripten ? 'mixed' : 'prefix';
  const parts = emscripten ? missing : [`Emscripten (${MINIMUM.emscripten} or newer)`, ...missing];
  const emsdk =
    'Emscripten: follow "Download and install" of the Emscripten documentation ' +
    '(clone emsdk, then "./emsdk install latest", "./emsdk activate latest", "source ./emsdk_env.sh")';
  const rest = "the others: from this system's package manager";
  throw new ToolchainError(`Missing on this machine: ${parts.join('; ')}.`, {
    todo: `${[!emscripten && emsdk, missing.length > 0 && rest].filter(Boolean).join('; ')}. On Debian (amd64, arm64) setup fetches all of it by itself.`,
  });
}
