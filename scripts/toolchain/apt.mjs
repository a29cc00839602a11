/**
 * A private apt: own lists, own empty package database, own archive directory. It only reads
 * the machine's network settings and keyring, so the system is never changed and root is not needed.
 */

import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ToolchainError } from './errors.mjs';
import { megabytes } from './progress.mjs';
import { isPointless, SUITE, wantedPackages } from './recipe.mjs';
import { capture, run } from './run.mjs';

const KEYRINGS = [
  '/usr/share/keyrings/debian-archive-keyring.gpg',
  '/usr/share/keyrings/debian-archive-keyring.pgp',
];

/** @typedef {{name: string, version: string, file: string, bytes: number, sha256: string}} Package */

/** Turns what apt said into advice. @param {string} output */
export function adviseApt(output) {
  if (/No space left/i.test(output)) return 'free some disk space and run setup again.';
  if (
    /(Could not resolve|Temporary failure|Could not connect|Connection (failed|timed out|refused)|Network is unreachable|Unable to connect)/i.test(
      output,
    )
  ) {
    return 'check the network connection (and the proxy settings of apt) and run setup again; finished downloads are kept.';
  }
  if (/NO_PUBKEY|not signed|signatures? (couldn't|could not) be verified|EXPKEYSIG/i.test(output)) {
    return `update the package debian-archive-keyring (its keys do not know the suite "${SUITE}").`;
  }
  if (/is expired|is not valid yet/i.test(output)) {
    return "check this machine's clock; if it is right, the mirror is out of date: set HEADWATER_DEBIAN_MIRROR to the address of another one.";
  }
  if (/does not have a Release file|404/i.test(output)) {
    return `the configured mirror does not offer "${SUITE}" completely; set HEADWATER_DEBIAN_MIRROR to the address of one that does.`;
  }
  return undefined;
}

/** @param {string} text lines of `apt-get --print-uris` @returns {Package[]} */
export function parseUris(text) {
  return [...text.matchAll(/^'[^']+' (\S+)\.deb (\d+) SHA256:([0-9a-f]{64})$/gm)].map(
    ([, stem, bytes, sha256]) => {
      const [name, version] = stem.split('_');
      return {
        name,
        version: version.replace(/%3a/gi, ':'),
        file: `${stem}.deb`,
        bytes: Number(bytes),
        sha256,
      };
    },
  );
}

/** The LLVM major version in `apt-cache depends emscripten`. @param {string} text */
export function parseLlvm(text) {
  const match = /^\s*Depends: clang-(\d+)$/m.exec(text);
  return match ? Number(match[1]) : null;
}

export class PrivateApt {
  /** @param {{directory: string, mirror: string, log: string}} options */
  constructor({ directory, mirror, log }) {
    this.directory = directory;
    this.archives = join(directory, 'archives');
    this.mirror = mirror;
    this.log = log;
    this.config = join(directory, 'apt.conf');
  }

  prepare() {
    for (const name of ['lists/partial', 'cache/none/partial', 'archives', 'no-preferences.d']) {
      mkdirSync(join(this.directory, name), { recursive: true });
    }
    const keyring = KEYRINGS.find((path) => existsSync(path));
    if (!keyring) {
      throw new ToolchainError(
        'The keys of the Debian archive are missing, so packages cannot be verified.',
        {
          todo: 'as root: apt-get install debian-archive-keyring',
        },
      );
    }
    const at = (/** @type {string} */ name) => join(this.directory, name);
    writeFileSync(at('status'), '');
    writeFileSync(at('sources.list'), `deb [signed-by=${keyring}] ${this.mirror} ${SUITE} main\n`);
    // Dir::Cache::archives stays empty: apt would leave files that it finds there off its list,
    // although it only compares their size.
    // #clear: hooks of the machine would act on its own package state, not on ours.
    writeFileSync(
      this.config,
      `
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Pre-Install-Pkgs;
#clear DPkg::Post-Invoke;
#clear Acquire::IndexTargets::deb::DEP-11;
Dir::State "${this.directory}";
Dir::State::lists "${at('lists')}";
Dir::State::status "${at('status')}";
Dir::State::extended_states "${at('extended_states')}";
Dir::Cache "${at('cache')}";
Dir::Cache::archives "${at('cache/none')}";
Dir::Cache::pkgcache "pkgcache.bin";
Dir::Cache::srcpkgcache "srcpkgcache.bin";
Dir::Etc::sourcelist "${at('sources.list')}";
Dir::Etc::sourceparts "-";
Dir::Etc::preferences "${at('no-preferences')}";
Dir::Etc::preferencesparts "${at('no-preferences.d')}";
APT::Default-Release "";
APT::Install-Recommends "0";
APT::Install-Suggests "0";
APT::Get::Assume-Yes "1";
APT::Sandbox::User "root";
Debug::NoLocking "1";
Acquire::Languages "none";
Acquire::ForceHash "SHA256";
Acquire::Retries "3";
Acquire::http::Timeout "30";
Acquire::https::Timeout "30";
`,
    );
  }

  /** C locale: the messages are searched for known causes. */
  get env() {
    return { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
  }

  async update() {
    // Any: a list that cannot be fetched must fail here and not as "package not found" later.
    await run('apt-get', ['-c', this.config, '-o', 'APT::Update::Error-Mode=any', 'update'], {
      log: this.log,
      env: this.env,
      explain: adviseApt,
      what: `Reading the package list of Debian "${SUITE}"`,
    });
  }

  /** @returns {{llvm: number, packages: Package[]}} everything to fetch, dependencies included */
  resolve() {
    const depends =
      capture('apt-cache', ['-c', this.config, 'depends', 'emscripten'], this.env) ?? '';
    const llvm = parseLlvm(depends);
    const listed =
      llvm &&
      capture(
        'apt-get',
        ['-c', this.config, 'install', '--print-uris', '-qq', ...wantedPackages(llvm)],
        this.env,
      );
    if (!llvm || !listed) {
      throw new ToolchainError(
        `The mirror's suite "${SUITE}" does not offer all the packages that are needed.`,
        {
          todo: 'set HEADWATER_DEBIAN_MIRROR to the address of a complete Debian mirror, or install emsdk.',
          log: this.log,
        },
      );
    }
    return { llvm, packages: parseUris(listed).filter(({ name }) => !isPointless(name)) };
  }

  /** True when the file is there with the size and hash of the signed package list. @param {Package} wanted */
  isGood({ file, bytes, sha256 }) {
    const path = join(this.archives, file);
    if (!existsSync(path)) return false;
    const good =
      statSync(path).size === bytes &&
      createHash('sha256').update(readFileSync(path)).digest('hex') === sha256;
    if (!good) rmSync(path);
    return good;
  }

  /**
   * Downloads what is not yet there. A file that an earlier, interrupted run left is only
   * used when its hash is right.
   * @param {Package[]} packages
   * @param {(detail: string) => void} update
   */
  async download(packages, update) {
    const total = packages.reduce((sum, { bytes }) => sum + bytes, 0);
    const missing = packages.filter((wanted) => !this.isGood(wanted));
    if (missing.length > 0) {
      const timer = setInterval(() => {
        const have = Math.min(directoryBytes(this.archives), total);
        update(`${megabytes(have)} of ${megabytes(total)}, ${Math.floor((100 * have) / total)} %`);
      }, 500);
      try {
        await run(
          'apt-get',
          [
            '-c',
            this.config,
            '-q',
            'download',
            ...missing.map(({ name, version }) => `${name}=${version}`),
          ],
          {
            log: this.log,
            env: this.env,
            cwd: this.archives,
            explain: adviseApt,
            what: 'Downloading packages',
          },
        );
      } finally {
        clearInterval(timer);
      }
    }
    const bad = missing.filter((wanted) => !this.isGood(wanted)).map(({ name }) => name);
    if (bad.length > 0) {
      throw new ToolchainError(`These packages arrived damaged: ${bad.join(', ')}.`, {
        todo: 'run setup again; the good ones are kept.',
        log: this.log,
      });
    }
    update(megabytes(total));
  }
}

/** @param {string} directory @returns {number} */
function directoryBytes(directory) {
  let sum = 0;
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) sum += directoryBytes(path);
    else sum += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }
  return sum;
}
