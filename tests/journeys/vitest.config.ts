import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['tests/journeys/**/*.test.ts'],
    env: { NODE_ENV: 'test', TEST_POSTGRES_URL: '' },
    // Each file has a school, a port and a browser of its own; a core each is what the smallest machine has.
    maxWorkers: 2,
    pool: 'threads',
    isolate: false,
    setupFiles: ['tests/support/close-browser.ts'],
    // A browser on a busy machine is now and then late; what fails twice is wrong.
    retry: 1,
    testTimeout: 300_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 90_000 } },
  },
})
