/** `node benchmarks/rollout/run.mjs`: rollout as WebAssembly and natively, times in milliseconds. */
import { compile } from '../../scripts/steps/compile.mjs';
import { root, sh } from '../../scripts/steps/shell.mjs';
import { runMain } from '../../scripts/toolchain/index.mjs';

await runMain(async () => {
  await compile('bench-wasm', { target: 'rollout_bench', quiet: true });
  await compile('release', { target: 'rollout_bench', quiet: true });
  console.log('\nWebAssembly, one thread, ms');
  await sh('node', [`${root}/build/bench-wasm/benchmarks/rollout_bench.cjs`]);
  console.log('\nNative, one thread, ms');
  await sh(`${root}/build/release/benchmarks/rollout_bench`, []);
});
