// Drills work on the built program, as a school runs it: killed, restored, cloned afresh.
import { prepare } from './prepare.mjs'
import { runTests } from './vitest.mjs'

prepare()
runTests('tests/quality/vitest.config.ts')
