import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import type { Reporter } from 'vitest/node'

/** Nothing but what the year tells, and the first thing on which the two disagree. */
const plainly: Reporter = {
  onTestCaseResult: (test) => (test.result().errors ?? []).forEach(({ message }) => console.error(message)),
  onTestRunEnd: (files, errors) => [...errors, ...files.flatMap((file) => file.errors())].forEach(({ message }) => console.error(message)),
}

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['tests/simulation/**/*.report.ts'],
    env: { NODE_ENV: 'test', TEST_POSTGRES_URL: '' },
    testTimeout: 7_200_000,
    // What a year tells is read by people as it goes.
    disableConsoleIntercept: true,
    reporters: [plainly],
  },
})
