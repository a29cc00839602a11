/**
 * `node benchmarks/generation/run.mjs [--write]`: the rollout of every step of a generation, as
 * WebAssembly and natively, beside a rollout computed anew for each. --write puts the tables into docs/performance.md.
 */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { compile } from '../../scripts/steps/compile.mjs';
import { root } from '../../scripts/steps/shell.mjs';
import { runMain } from '../../scripts/toolchain/index.mjs';
import { writeSection } from '../section.mjs';

await runMain(async () => {
  await compile('bench-wasm', { target: 'generation_bench', quiet: true });
  await compile('release', { target: 'generation_bench', quiet: true });
  const table = (/** @type {string} */ program, /** @type {string[]} */ args) =>
    execFileSync(program, args, { encoding: 'utf8' }).trim();
  const section = [
    '## Generation',
    '',
    `What each generated token takes from the prompt, one thread, on ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}. A step adds one row a layer to the rollout of the step before; a discard ranks the whole matrix of each step, so that nothing can be kept. Run it with \`node benchmarks/generation/run.mjs\`.`,
    '',
    'As WebAssembly:',
    '',
    table('node', [`${root}/build/bench-wasm/benchmarks/generation_bench.cjs`]),
    '',
    'Natively:',
    '',
    table(`${root}/build/release/benchmarks/generation_bench`, []),
    '',
  ].join('\n');
  console.log(section);
  if (process.argv.includes('--write')) writeSection(`${root}/docs/performance.md`, section);
});
