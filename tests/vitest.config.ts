import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))
const postgres = process.env['TEST_POSTGRES_URL'] ?? ''
const elsewhere = ['tests/journeys/**', 'tests/quality/**/*.drill.ts']

const project = (name: string, include: string[], url: string) => ({
  extends: true as const,
  test: {
    name, include, exclude: elsewhere, env: { NODE_ENV: 'test', TEST_POSTGRES_URL: url },
    setupFiles: url ? ['tests/support/drop-databases.ts'] : [],
    globalSetup: url ? ['tests/support/postgres-template.ts'] : [],
  },
})

/** Tests that touch the database run once more on PostgreSQL; the pure ones need it only once. */
function onDatabase(): string[] {
  return readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts') && /^(?!journeys|quality)/.test(name))
    .map((name) => `tests/${name.replaceAll('\\', '/')}`)
    .filter((name) => /from '[./]+\/support\/(?!facts)/.test(readFileSync(join(root, name), 'utf8')))
}

export default defineConfig({
  test: {
    root,
    pool: 'threads',
    // Modules are loaded once a worker, not once a file: that halves the time, and no module keeps what a test could trip over.
    isolate: false,
    // A core is not kept back: much of the time PostgreSQL is the one that works.
    maxWorkers: '100%',
    // Long enough for any machine: only what hangs is ended.
    testTimeout: 300_000,
    hookTimeout: 120_000,
    coverage: { include: ['src/**/*.ts'] },
    projects: [
      project('sqlite', ['tests/**/*.test.ts'], ''),
      ...(postgres ? [project('postgres', onDatabase(), postgres)] : []),
    ],
  },
})
