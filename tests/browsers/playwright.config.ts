import { defineConfig } from '@playwright/test';

/** The built site, element and saved pages in three engines: `node scripts/test-browsers.mjs`. */
const config = defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  workers: 1,
  retries: 0,
  timeout: 300_000,
  reporter: 'list',
});

export default config;
