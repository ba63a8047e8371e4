// Runs one of the compiled scripts: node scripts/run.mjs backup …
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { prepare, root } from './prepare.mjs'

prepare()
const [name = ''] = process.argv.splice(2, 1)
const file = join(root, 'dist', 'scripts', `${name}.js`)
if (!existsSync(file)) {
  console.error(`Kitbook: there is no script called "${name}".`)
  process.exit(1)
}
process.argv[1] = file
// A setting that cannot be understood is one line for whoever looks after the PC; anything else is ours to see whole.
await import(pathToFileURL(file).href).catch((error) => {
  if (error?.name !== 'SettingError') throw error
  console.error(`Kitbook: ${error.message}.`)
  process.exitCode = 1
})
