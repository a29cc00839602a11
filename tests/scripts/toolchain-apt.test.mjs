import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { adviseApt, PrivateApt, parseLlvm, parseUris } from '../../scripts/toolchain/apt.mjs';
import { chooseMirror, parseOsRelease, parseUpdateUris } from '../../scripts/toolchain/mirror.mjs';
import { isPointless, wantedPackages } from '../../scripts/toolchain/recipe.mjs';
import { temporaryDirectory } from './fixtures.mjs';

test('the main archive is chosen, not security, not third parties', () => {
  const listed = [
    'https://packages.example/apt cloud-sdk-bookworm main',
    'http://mirror.example/debian-security/ bookworm-security main',
    'http://mirror.example/debian/ bookworm-updates main',
    'http://other.example/debian/ bookworm main',
    'https://node.example/node_20.x nodistro main',
  ].join('\n');
  assert.equal(chooseMirror(listed, 'bookworm'), 'http://other.example/debian/');
});

test('a mirror under another path is known by its release', () => {
  const listed =
    'https://ppa.example/debian/ stuff main\nhttps://mirror.example/linux/deb/ bookworm main';
  assert.equal(chooseMirror(listed, 'bookworm'), 'https://mirror.example/linux/deb/');
});

test('mirror lists and local archives count, CDs do not', () => {
  assert.equal(
    chooseMirror('mirror+file:/etc/apt/mirrors/debian.list trixie main', 'trixie'),
    'mirror+file:/etc/apt/mirrors/debian.list',
  );
  assert.equal(chooseMirror('cdrom:[Debian]/ bookworm main', 'bookworm'), null);
});

test('before the first apt-get update the sources are read from what it would fetch', () => {
  const planned = [
    "'http://m.example/debian-security/dists/bookworm-security/InRelease' m_InRelease 0 ",
    "'http://m.example/debian-security/dists/bookworm-security/main/binary-amd64/Packages.xz' m_P 0 ",
    "'http://m.example/debian/dists/bookworm/main/binary-amd64/Packages.xz' m_P 0 ",
    "'http://m.example/debian/dists/bookworm/main/dep11/Components-amd64.yml.xz' m_C 0 ",
  ].join('\n');
  assert.equal(
    parseUpdateUris(planned),
    'http://m.example/debian-security bookworm-security main\nhttp://m.example/debian bookworm main',
  );
  assert.equal(chooseMirror(parseUpdateUris(planned), 'bookworm'), 'http://m.example/debian');
});

test('without a Debian archive there is no mirror', () => {
  assert.equal(chooseMirror('', 'bookworm'), null);
  assert.equal(chooseMirror('https://node.example/node_20.x nodistro main', undefined), null);
});

test('os-release is read with and without quotes', () => {
  assert.deepEqual(
    parseOsRelease('ID=debian\nVERSION_CODENAME=bookworm\nNAME="Debian GNU/Linux"'),
    {
      ID: 'debian',
      VERSION_CODENAME: 'bookworm',
      NAME: 'Debian GNU/Linux',
    },
  );
});

test('the list of files to fetch is read with epochs', () => {
  const hash = 'a'.repeat(64);
  const line = `'http://m.example/pool/c/clang-21_21.1.8-13_amd64.deb' clang-21_1%3a21.1.8-13_amd64.deb 139160 SHA256:${hash}`;
  assert.deepEqual(parseUris(`${line}\nW: something\n`), [
    {
      name: 'clang-21',
      version: '1:21.1.8-13',
      file: 'clang-21_1%3a21.1.8-13_amd64.deb',
      bytes: 139160,
      sha256: hash,
    },
  ]);
});

test('LLVM comes in the version that Emscripten depends on', () => {
  assert.equal(parseLlvm('emscripten\n  Depends: binaryen\n  Depends: clang-22\n'), 22);
  assert.equal(parseLlvm(''), null);
  assert.ok(wantedPackages(22).includes('clang-format-22'));
});

test('nothing that is wanted counts as pointless', () => {
  for (const name of wantedPackages(21)) assert.ok(!isPointless(name), name);
  for (const name of ['libllvm21', 'libstdc++6', 'libgcc-s1', 'libc6', 'node-acorn', 'binaryen']) {
    assert.ok(!isPointless(name), name);
  }
  for (const name of ['nodejs', 'libstdc++-16-dev', 'binutils', 'tzdata']) {
    assert.ok(isPointless(name), name);
  }
});

test('known causes of failure become advice', () => {
  assert.match(adviseApt('E: Could not resolve host') ?? '', /network/);
  assert.match(adviseApt('Could not connect to localhost:9') ?? '', /network/);
  assert.match(adviseApt('write: No space left on device') ?? '', /disk space/);
  assert.match(adviseApt('NO_PUBKEY 0123') ?? '', /debian-archive-keyring/);
  assert.match(adviseApt('The repository does not have a Release file.') ?? '', /does not offer/);
  assert.match(adviseApt('Release file for x is expired (invalid since 14d)') ?? '', /clock/);
  assert.equal(adviseApt('something else'), undefined);
});

test('a download of the right size with wrong bytes is thrown away', (t) => {
  const directory = temporaryDirectory(t);
  const apt = new PrivateApt({ directory, mirror: 'none', log: join(directory, 'log') });
  mkdirSync(apt.archives);
  const good = Buffer.from('a package');
  const wanted = {
    name: 'x',
    version: '1',
    file: 'x_1_all.deb',
    bytes: good.length,
    sha256: createHash('sha256').update(good).digest('hex'),
  };
  const path = join(apt.archives, wanted.file);
  assert.equal(apt.isGood(wanted), false);
  writeFileSync(path, good);
  assert.equal(apt.isGood(wanted), true);
  writeFileSync(path, 'a pockage');
  assert.equal(apt.isGood(wanted), false);
  assert.equal(existsSync(path), false);
});
