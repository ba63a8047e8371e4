import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['tests/simulation/**/*.report.ts'],
    env: { NODE_ENV: 'test', TEST_POSTGRES_URL: '' },
    testTimeout: 7_200_000,
    // What a year tells is read by people as it goes.
    disableConsoleIntercept: true,
    reporters: ['dot'],
  },
})
