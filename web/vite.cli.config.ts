import { defineConfig } from 'vite';
import facts from '../package.json' with { type: 'json' };
import { onlyWithNotice } from '../scripts/steps/notices.mjs';

/** The command line and the package's interface as modules for Node; the .wasm files are put beside it by scripts/build.mjs. */
export default defineConfig({
  define: { VERSION: JSON.stringify(facts.version) },
  plugins: [onlyWithNotice],
  build: {
    ssr: true,
    outDir: 'dist/cli',
    target: 'node20',
    rolldownOptions: {
      input: {
        headwater: 'web/cli/main.ts',
        node: 'web/package/node.ts',
        worker: 'web/cli/worker.ts',
      },
      output: { entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
    },
  },
});
