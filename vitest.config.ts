import { defineConfig } from 'vitest/config';

const config = defineConfig({
  test: {
    environment: 'node',
    include: ['tests/**/*.test.ts'],
    // What runs the command line several times takes seconds on a busy machine.
    testTimeout: 60_000,
  },
});

export default config;
