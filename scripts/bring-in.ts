import { resolve } from 'node:path'
import { readConfig } from '../src/config.ts'
import { bringIn } from '../src/school-file/bring-in.ts'
import { NotBroughtIn } from '../src/school-file/unzip.ts'

const config = readConfig()
const [file] = process.argv.slice(2)

async function bring(zip: string): Promise<void> {
  const done = await bringIn(zip, config, new Date())
  if ('refused' in done) return fail(`Nothing was changed: ${done.refused}.`)
  console.log(`Brought in ${done.school} (${done.rows.toLocaleString('en-GB')} rows). Everybody chooses a new password and PIN.`)
  for (const { name, href } of done.links) console.log(`${name} begins here, once Kitbook runs: ${href}`)
}

function fail(sentence: string): void {
  console.error(sentence)
  process.exitCode = 1
}

if (!file) fail('Say which file: npm run bring-in -- SCHOOL.zip')
else {
  // npm keeps the folder it was called from in INIT_CWD.
  await bring(resolve(process.env['INIT_CWD'] ?? '.', file)).catch((error: unknown) => {
    if (!(error instanceof NotBroughtIn)) throw error
    fail(`Nothing was changed: ${file} cannot be brought in: ${error.message}.`)
  })
}
