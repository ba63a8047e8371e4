import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['tests/camera/**/*.report.ts'],
    env: { NODE_ENV: 'test', TEST_POSTGRES_URL: '' },
    setupFiles: ['tests/support/close-browser.ts'],
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 1_200_000,
    hookTimeout: 60_000,
  },
})
