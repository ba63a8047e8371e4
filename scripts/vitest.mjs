import { checkNode, install, run, tool } from './prepare.mjs'

export function prepareTests() {
  checkNode()
  install()
}

/** Runs one kind of test; what was typed after `--` goes on to vitest. CI asks for the counts in a file. */
export function runTests(config) {
  const counts = process.env.KITBOOK_TEST_COUNTS
  const reporters = counts ? ['--reporter=default', '--reporter=json', `--outputFile.json=${counts}`] : []
  const args = ['run', '--config', config, ...reporters, ...process.argv.slice(2)]
  process.exitCode = run(tool('vitest', 'vitest.mjs'), args) ? 0 : 1
}
