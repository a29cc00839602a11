/**
 * What the private prefix consists of. Raise VERSION when a change here (or in the
 * unpacking and patching) needs a fresh prefix: it is a part of the directory's name.
 */
export const VERSION = '1';

/**
 * The Debian suite whose packages are used. The Emscripten of Debian 12 (3.1) writes no types
 * (`--emit-tsd`), and its headers do not compile Eigen.
 */
export const SUITE = 'forky';

/** Debian architecture → where its libraries and its program loader are. */
export const ARCHITECTURES = {
  amd64: { triple: 'x86_64-linux-gnu', loader: 'ld-linux-x86-64.so.2' },
  arm64: { triple: 'aarch64-linux-gnu', loader: 'ld-linux-aarch64.so.1' },
};

/**
 * Wanted packages; apt adds what they depend on. Clang tools come in the version that
 * Emscripten depends on, so that one libLLVM serves all.
 * @param {number} llvm major version
 */
export function wantedPackages(llvm) {
  return [
    'emscripten',
    'libeigen3-dev',
    'libboost-dev',
    'googletest',
    'patchelf',
    'cmake',
    'ninja-build',
    'python3',
    `clang-${llvm}`,
    `clang-format-${llvm}`,
    `clang-tidy-${llvm}`,
    `libclang-rt-${llvm}-dev`,
  ];
}

/**
 * Dependencies that nothing here uses: Node is our own, native builds use the host's C
 * library and libstdc++ (a copy in the prefix would not match the host's loader), and
 * configuration helpers never run because nothing is installed, only unpacked.
 */
export const POINTLESS = [
  /^(nodejs|libnode\d+|node-(?!acorn|xtend).*|ccache|libada-url.*|libllhttp.*|libsimd(json|utf).*)$/,
  /^lib(cares2|hdr-histogram6|hiredis.*|fmt\d+|blake3-0|xxhash0|icu\d+)$/,
  /^lib(stdc\+\+|gcc|objc)-\d+-dev$/,
  /^(libc6-dev|libc-dev-bin|linux-libc-dev|gcc-\d+-base)$/,
  /^lib(32.*|c6-i386|asan\d+|tsan\d+|lsan\d+|hwasan\d+|ubsan\d+|itm\d+|quadmath\d+|gomp\d+|objc\d+|gc1)$/,
  /^(binutils.*|libbinutils|libctf.*|libgprofng\d+|libsframe\d+|libjansson4)$/,
  /^(libboost-regex.*|clang-tools-\d+|libclang1-\d+|llvm-\d+-runtime)$/,
  /^(debconf|tzdata|netbase|media-types|readline-common|procps|libproc2.*|libsystemd0|pkgconf.*|libpkgconf\d+)$/,
  /^(libc-gconv-modules-extra|libdb5.*|libsqlite3-0|libreadline.*|libncursesw6|python3-yaml|libyaml-.*)$/,
  /^openssl-provider-legacy$/,
];

/** @param {string} name */
export function isPointless(name) {
  return POINTLESS.some((pattern) => pattern.test(name));
}

/** Paths inside packages that are left out when unpacking (patterns of tar). */
export const LEFT_OUT = [
  './usr/share/doc',
  './usr/share/man',
  './usr/share/locale',
  './usr/share/lintian',
  './usr/share/info',
  './usr/share/bash-completion',
  './usr/share/emacs',
  './usr/share/vim',
  './usr/share/emscripten/docs',
  './usr/share/emscripten/media',
  '*/libclang_rt.*i386*',
  '*/libclang_rt.hwasan*',
  '*/libclang_rt.memprof*',
  '*/libclang_rt.nsan*',
  '*/libclang_rt.*dfsan*',
  '*/libclang_rt.scudo*',
  '*/libclang_rt.xray*',
  '*/libclang_rt.tysan*',
  '*/cmake/boost_*',
  '*/cmake/Boost*',
  './usr/share/googletest/*/test',
  './usr/src/googletest/*/test',
];

/** Space that must be free before the start: downloaded packages, unpacked files, Emscripten's cache. */
export const NEEDED_BYTES = 1_300_000_000;
