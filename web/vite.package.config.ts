import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { asciiCode } from '../scripts/steps/ascii-code.mjs';
import { noTransitions } from '../scripts/steps/no-transitions.mjs';
import { onlyWithNotice } from '../scripts/steps/notices.mjs';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/**
 * Leaves addresses of the worker and of the WebAssembly module as they are written, relative to the
 * module they stand in: they are files of the package. The bundler of whoever uses the package looks
 * for just this form, with plain quotes.
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
  generateBundle(_, bundle) {
    for (const part of Object.values(bundle)) {
      if (part.type !== 'chunk') continue;
      part.code = part.code
        .replace(/new URL\(\s*\/\* @vite-ignore \*\/\s*`([^`]+)`/g, "new URL('$1'")
        .replaceAll('{type:`module`', "{type:'module'");
    }
  },
};

/** What browsers load of the npm package: plain modules that need no bundler. */
export default defineConfig({
  root: path('.'),
  publicDir: false,
  plugins: [keepAddresses, asciiCode, onlyWithNotice, noTransitions],
  build: {
    outDir: path('../dist/element'),
    emptyOutDir: true,
    target: 'es2022',
    // Not an application: no helper for preloading comes in, which the next bundler would trip over.
    lib: {
      entry: {
        headwater: path('package/browser.ts'),
        element: path('package/element.ts'),
        'engine.worker': path('engine/engine.worker.ts'),
        frame: path('element/frame.ts'),
      },
      formats: ['es'],
    },
    rolldownOptions: {
      output: {
        entryFileNames: '[name].js',
        // Beside the worker and the module, whose addresses are relative to the chunk.
        chunkFileNames: '[name].js',
        minify: { mangle: true, compress: true, codegen: { removeWhitespace: true } },
      },
    },
  },
});
