import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/**
 * Leaves addresses of the worker and of the WebAssembly module as they are written, relative to the
 * module they stand in: they are files of the package, and the bundler of whoever uses the package
 * looks for just this form.
 */
const keepAddresses: Plugin = {
  name: 'headwater-keep-addresses',
  enforce: 'pre',
  transform(code) {
    if (!code.includes('import.meta.url')) return undefined;
    const kept = code
      .replace(/new URL\((['"])\.\/engine\.worker\.ts\1/g, "new URL('./engine.worker.js'")
      .replace(/new URL\((?=['"])/g, 'new URL(/* @vite-ignore */ ');
    return kept === code ? undefined : { code: kept, map: null };
  },
};

/** What browsers load of the npm package: plain modules that need no bundler. */
export default defineConfig({
  root: path('.'),
  publicDir: false,
  plugins: [keepAddresses],
  build: {
    outDir: path('../dist/package'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    rolldownOptions: {
      preserveEntrySignatures: 'strict',
      input: {
        element: path('element/register.ts'),
        'engine.worker': path('engine/engine.worker.ts'),
      },
      output: {
        entryFileNames: '[name].js',
        // Beside the worker and the module, whose addresses are relative to the chunk.
        chunkFileNames: '[name].js',
        // Names stay: a bundler recognises the worker by `new Worker(new URL(…))`.
        minify: { mangle: { toplevel: false, keepNames: false }, compress: true, codegen: true },
      },
    },
  },
});
