/**
 * `node benchmarks/generation/run.mjs [--write]`: the rollout of every step of a generation, as
 * WebAssembly and natively, beside a rollout computed anew for each. --write puts the tables into docs/performance.md.
 */
import { runMain } from '../../scripts/toolchain/index.mjs';
import { bothTables } from '../programs.mjs';
import { machine, publish } from '../section.mjs';

await runMain(async () => {
  publish([
    '## Generation',
    '',
    `What each generated token takes from the prompt, one thread, on ${machine}, Node ${process.versions.node}. A step adds one row a layer to the rollout of the step before; a discard ranks the whole matrix of each step, so that nothing can be kept. Run it with \`node benchmarks/generation/run.mjs\`.`,
    '',
    ...(await bothTables('generation_bench')),
  ]);
});
