/**
 * `node benchmarks/rollout/run.mjs [--write]`: rollout as WebAssembly and natively, beside the bare
 * products with Eigen. --write puts the tables into docs/performance.md.
 */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { compile } from '../../scripts/steps/compile.mjs';
import { root } from '../../scripts/steps/shell.mjs';
import { runMain } from '../../scripts/toolchain/index.mjs';
import { writeSection } from '../section.mjs';

await runMain(async () => {
  await compile('bench-wasm', { target: 'rollout_bench', quiet: true });
  await compile('release', { target: 'rollout_bench', quiet: true });
  const table = (/** @type {string} */ program, /** @type {string[]} */ args) =>
    execFileSync(program, args, { encoding: 'utf8' }).trim();
  const section = [
    '## Rollout',
    '',
    `12 layers of 12 heads, one thread, milliseconds, on ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}. The yardstick is what nobody can spare: the eleven products alone, by Eigen. Run it with \`node benchmarks/rollout/run.mjs\`.`,
    '',
    'As WebAssembly:',
    '',
    table('node', [`${root}/build/bench-wasm/benchmarks/rollout_bench.cjs`]),
    '',
    'Natively:',
    '',
    table(`${root}/build/release/benchmarks/rollout_bench`, []),
    '',
  ].join('\n');
  console.log(section);
  if (process.argv.includes('--write')) writeSection(`${root}/docs/performance.md`, section);
});
