/**
 * `node scripts/mutate.mjs [count] [seed]`: reads so many mutants (100,000) of the specimens of every
 * format and compares what is read of binary ones with their own headers. A mutant that is read
 * wrongly is kept as build/mutant.bin; its seed, which is printed, makes it again.
 */
import { mutate } from './steps/mutate.mjs';
import { runMain } from './toolchain/index.mjs';

await runMain(async () => {
  const [count = '100000', seed] = process.argv.slice(2);
  await mutate({
    count: Number(count),
    seconds: 86_400,
    ...(seed !== undefined && { seed: Number(seed) }),
  });
});
