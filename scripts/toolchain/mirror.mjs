/** Finding the Debian archive that this machine is already set up for. */
import { readFileSync } from 'node:fs';
import { ToolchainError } from './errors.mjs';
import { SUITE } from './recipe.mjs';
import { capture } from './run.mjs';

const SUITES = /^(stable|oldstable|testing|unstable|sid|bullseye|bookworm|trixie|forky|duke)$/;

/** @param {string} text @returns {Record<string, string>} the fields of an os-release file */
export function parseOsRelease(text) {
  return Object.fromEntries([...text.matchAll(/^(\w+)="?([^"\n]*)"?$/gm)].map((m) => [m[1], m[2]]));
}

export function osRelease() {
  try {
    return parseOsRelease(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return {};
  }
}

/**
 * Picks the main archive from `apt-get indextargets` lines "URI release component": third-party
 * and security archives do not carry the suite that we need.
 * @param {string} text
 * @param {string} [codename] of the running system
 * @returns {string | null}
 */
export function chooseMirror(text, codename) {
  const candidates = text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(
      ([uri, release, component]) =>
        component === 'main' &&
        /^(https?|mirror\S*|file|ftp|tor\S*):/.test(uri ?? '') &&
        !/security/.test(uri) &&
        !/security/.test(release),
    )
    .map(([uri, release]) => {
      const base = release.replace(/-(updates|backports|proposed-updates)$/, '');
      const known = SUITES.test(base) || (codename !== undefined && base === codename);
      const archivePath = /\/debian\/?$/.test(uri);
      return { uri, score: (known ? 4 : 0) + (archivePath ? 2 : 0) + (base === release ? 1 : 0) };
    })
    .filter(({ score }) => score >= 4)
    .sort((a, b) => b.score - a.score);
  return candidates[0]?.uri ?? null;
}

/**
 * Turns `apt-get --print-uris update` into lines "URI release component".
 * @param {string} text
 */
export function parseUpdateUris(text) {
  const lines = text.matchAll(/^'(.+?)\/dists\/(.+?)\/([\w-]+)\/binary-[^/']+\/Packages[^']*'/gm);
  return [...lines]
    .map(([, uri, release, component]) => `${uri} ${release} ${component}`)
    .join('\n');
}

/** @returns {string} URI of the Debian archive in use */
export function findMirror(env = process.env) {
  if (env.HEADWATER_DEBIAN_MIRROR) return env.HEADWATER_DEBIAN_MIRROR;
  const format = '$(REPO_URI) $(RELEASE) $(COMPONENT)';
  const codename = osRelease().VERSION_CODENAME;
  const listed = capture(
    'apt-get',
    ['indextargets', '--format', format, 'Created-By: Packages'],
    env,
  );
  // On a fresh machine nothing was downloaded yet, and then indextargets lists nothing.
  const planned = () => parseUpdateUris(capture('apt-get', ['--print-uris', 'update'], env) ?? '');
  const uri = chooseMirror(listed ?? '', codename) ?? chooseMirror(planned(), codename);
  if (uri) return uri;
  throw new ToolchainError("No main Debian archive was found in this machine's apt sources.", {
    todo: `set HEADWATER_DEBIAN_MIRROR to the address of a Debian mirror that has the suite "${SUITE}", or install emsdk.`,
  });
}
