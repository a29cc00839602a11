import { defineConfig } from 'vite';

/** The command line as one module for Node; headwater.wasm is put beside it by scripts/build.mjs. */
export default defineConfig({
  build: {
    ssr: 'web/cli/main.ts',
    outDir: 'dist/cli',
    target: 'node20',
    rolldownOptions: { output: { entryFileNames: 'headwater.mjs' } },
  },
});
