import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/journeys/**'],
    pool: 'threads',
    env: { NODE_ENV: 'test' },
    coverage: { include: ['src/**/*.ts'] },
  },
})
