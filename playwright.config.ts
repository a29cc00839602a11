import { defineConfig } from '@playwright/test';

const { HEADWATER_BROWSER = '/usr/bin/chromium', HEADWATER_PORT: port = '4817' } = process.env;

/**
 * The built site in a real browser. HEADWATER_BROWSER names another Chromium than the system's,
 * HEADWATER_PORT another port.
 */
const config = defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  snapshotPathTemplate: '{testDir}/snapshots/{arg}{ext}',
  workers: 1,
  retries: 0,
  // What is waited for are states; these only end a test whose state never comes.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    testIdAttribute: 'data-test',
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: HEADWATER_BROWSER,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `npx vite preview --config web/vite.config.ts --port ${port} --strictPort`,
    url: `http://127.0.0.1:${port}`,
    reuseExistingServer: false,
  },
});

export default config;
