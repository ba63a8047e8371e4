// Everything that is checked without running Kitbook; all of it runs, so that one go shows every finding.
import { join } from 'node:path'
import { checkNode, install, root, run, tool } from './prepare.mjs'

checkNode()
install()
const checks = {
  'types': ['typescript', 'bin/tsc', '-p', '.'],
  'types of the tests': ['typescript', 'bin/tsc', '-p', 'tests'],
  'lint': ['oxlint', 'bin/oxlint', '--type-aware', '--deny-warnings', '--report-unused-disable-directives'],
  'dead code': ['knip', 'bin/knip.js', '--no-progress'],
}
const steps = Object.entries(checks).map(([name, [pack, file, ...args]]) => [name, tool(pack, file), args])
steps.push(['house rules', join(root, 'dist', 'scripts', 'house-rules.js'), []])

const failed = steps.filter(([name, program, args]) => {
  console.log('—', name)
  return !run(program, args)
})
console.log(failed.length ? `Not right yet: ${failed.map(([name]) => name).join(', ')}.` : 'Everything is as it should be.')
process.exitCode = failed.length ? 1 : 0
