// Adds up what every part left behind: one line, and the exit code that goes with it.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.argv[2] ?? '.'
const parts = readdirSync(folder).filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
const sum = (key) => parts.reduce((total, part) => total + (part[key] ?? 0), 0)
// A test file that could not even be loaded has no failed test, yet it failed.
const unloaded = parts.filter((part) => part.success === false && !part.numFailedTests).length
const failed = sum('numFailedTests') + unloaded
console.log(`${sum('numPassedTests')} passed, ${failed} failed`)
process.exitCode = failed ? 1 : 0
