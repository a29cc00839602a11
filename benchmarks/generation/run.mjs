/** `node benchmarks/generation/run.mjs`: generation as WebAssembly and natively. */
import { compile } from '../../scripts/steps/compile.mjs';
import { root, sh } from '../../scripts/steps/shell.mjs';
import { runMain } from '../../scripts/toolchain/index.mjs';

await runMain(async () => {
  await compile('bench-wasm', { target: 'generation_bench', quiet: true });
  await compile('release', { target: 'generation_bench', quiet: true });
  console.log('\nWebAssembly, one thread');
  await sh('node', [`${root}/build/bench-wasm/benchmarks/generation_bench.cjs`]);
  console.log('\nNative, one thread');
  await sh(`${root}/build/release/benchmarks/generation_bench`, []);
});
