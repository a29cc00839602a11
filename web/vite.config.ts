import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { asciiCode } from '../scripts/steps/ascii-code.mjs';
import { noTransitions } from '../scripts/steps/no-transitions.mjs';
import { onlyWithNotice } from '../scripts/steps/notices.mjs';

/** The site: one page that works from any folder of any static host. */
const site = defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  publicDir: false,
  plugins: [asciiCode, onlyWithNotice, noTransitions],
  worker: { format: 'es', plugins: () => [asciiCode, onlyWithNotice] },
  build: {
    outDir: fileURLToPath(new URL('../dist/site', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
  },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
});

export default site;
