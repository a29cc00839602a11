import { defineConfig } from 'vitest/config';

/** Tests of what a build makes: `npm run check` leaves them out. */
const ofBuilt = [
  'tests/{cli,parity,build}/**/*.test.ts',
  'tests/engine/{cancelled,client,fetch-source,flow-pool,formats,handles,indices,module,types}.test.ts',
  'tests/docs/{formats,messages}.test.ts',
];

const config = defineConfig({
  test: {
    environment: 'node',
    // Only what hangs fails by it: a machine with much else to do takes its time.
    testTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'built', include: ofBuilt } },
      { extends: true, test: { name: 'unit', include: ['tests/**/*.test.ts'], exclude: ofBuilt } },
    ],
  },
});

export default config;
