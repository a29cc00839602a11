import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { knownToolchain } from '../../scripts/toolchain/index.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Whose headers these are: how their path ends, and the notice that names them. */
const works: readonly [RegExp, string][] = [
  [/\/(Eigen|unsupported)\//, 'Eigen'],
  [/\/include\/c\+\+\/v1\//, 'libc++'],
  [/\/lib\/clang\/\d+\/include\//, 'compiler-rt'],
  [/\/include\/emscripten\//, "Emscripten's runtime and embind"],
  [/\/sysroot\/include\/[\w/.]+$/, 'musl'],
];

it('names the works whose headers are compiled into the WebAssembly modules', () => {
  const ninja = knownToolchain()?.ninja ?? 'ninja';
  const lines = execFileSync(ninja, ['-C', `${root}build/wasm`, '-t', 'deps'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const ofModules = lines.split('\n\n').filter((target) => /^(?:core|wasm)\//m.test(target));
  const headers = new Set(ofModules.flatMap((target) => target.match(/(?<=^ {4}).*$/gm) ?? []));
  const foreign = [...headers].filter((path) => path.startsWith('/') && !path.startsWith(root));
  const found = new Set(
    foreign.map((path) => works.find(([place]) => place.test(path))?.[1] ?? path),
  );
  const notices = readFileSync(`${root}wasm/NOTICES.txt`, 'utf8');
  expect(found.size).toBeGreaterThan(3);
  expect([...found].filter((work) => !notices.includes(work))).toEqual([]);
});
