import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['tests/quality/**/*.drill.ts'],
    env: { TEST_POSTGRES_URL: '' },
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
