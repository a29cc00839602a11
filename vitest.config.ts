import { defineConfig } from 'vitest/config';

/** Tests of what a build makes: `npm run check` leaves them out. */
const ofBuilt = [
  'tests/{cli,parity,build}/**/*.test.ts',
  'tests/engine/{client,flow-pool,formats,handles,types}.test.ts',
  'tests/docs/messages.test.ts',
];

const config = defineConfig({
  test: {
    environment: 'node',
    projects: [
      { extends: true, test: { name: 'built', include: ofBuilt } },
      { extends: true, test: { name: 'unit', include: ['tests/**/*.test.ts'], exclude: ofBuilt } },
    ],
  },
});

export default config;
