/**
 * `node benchmarks/rollout/run.mjs [--write]`: rollout as WebAssembly and natively, beside the bare
 * products with Eigen. --write puts the tables into docs/performance.md.
 */
import { runMain } from '../../scripts/toolchain/index.mjs';
import { bothTables } from '../programs.mjs';
import { machine, publish } from '../section.mjs';

await runMain(async () => {
  publish([
    '## Rollout',
    '',
    `12 layers of 12 heads, one thread, milliseconds, on ${machine}, Node ${process.versions.node}. The yardstick is what nobody can spare: the eleven products alone, by Eigen. Run it with \`node benchmarks/rollout/run.mjs\`.`,
    '',
    ...(await bothTables('rollout_bench')),
  ]);
});
