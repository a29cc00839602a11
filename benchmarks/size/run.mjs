/**
 * `node benchmarks/size/run.mjs [--write]`: what the two WebAssembly modules and their glue weigh.
 * Fails when the first one is over its limit. --write puts the table into docs/performance.md.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { compile } from '../../scripts/steps/compile.mjs';
import { root } from '../../scripts/steps/shell.mjs';
import { runMain, ToolchainError } from '../../scripts/toolchain/index.mjs';
import { publish } from '../section.mjs';

/** Of the module that every page loads, with its glue. */
const limit = 120 * 1024;

/** @param {string} file of the build */
function sizeOf(file) {
  const bytes = readFileSync(`${root}/build/wasm/${file}`);
  return { plain: bytes.byteLength, packed: gzipSync(bytes, { level: 9 }).byteLength };
}

/** @param {number} bytes */
const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;

/** @param {string} name @param {string} purpose */
function row(name, purpose) {
  const parts = [sizeOf(`${name}.wasm`), sizeOf(`${name}.js`)];
  const packed = parts.reduce((sum, part) => sum + part.packed, 0);
  const cells = parts.flatMap((part) => [kilobytes(part.plain), kilobytes(part.packed)]);
  return { packed, line: `| ${[name, purpose, ...cells, kilobytes(packed)].join(' | ')} |` };
}

await runMain(async () => {
  await compile('wasm', { target: 'headwater_wasm', quiet: true });
  const first = row('headwater', 'always');
  const formats = row('headwater-formats', 'with the first input that is not JSON, instead of it');
  publish([
    '## Size',
    '',
    `The core as WebAssembly, 1 KB being 1024 bytes; gzip at level 9. The first module may have ${kilobytes(limit)}. Run it with \`node benchmarks/size/run.mjs\`.`,
    '',
    '| module | loaded | .wasm | gzip | glue | gzip | both, gzip |',
    '|---|---|---|---|---|---|---|',
    first.line,
    formats.line,
    '',
  ]);
  if (first.packed > limit) {
    throw new ToolchainError(`headwater and its glue have ${kilobytes(first.packed)}.`, {
      todo: `they may have ${kilobytes(limit)}: compile what runs seldom with -Oz, see core/CMakeLists.txt.`,
    });
  }
});
