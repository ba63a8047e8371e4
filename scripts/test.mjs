import { prepareTests, runTests } from './vitest.mjs'

prepareTests()
console.log(process.env.TEST_POSTGRES_URL
  ? 'Testing on SQLite and on PostgreSQL.'
  : 'Testing on SQLite only: give a PostgreSQL superuser’s address by TEST_POSTGRES_URL to test on both.')
runTests('tests/vitest.config.ts')
