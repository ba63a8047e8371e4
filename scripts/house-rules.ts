import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { forbiddenImports, type Source } from './house-rules/imports.ts'
import { forbiddenTexts } from './house-rules/texts.ts'

const BINARY = /\.(png|jpg|ico|woff2?|ttf|wasm|y4m|pdf|zip|xlsx)$/

const paths = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' }).split('\n')
  .filter((path) => path && !BINARY.test(path) && existsSync(path))
const sources: Source[] = paths.map((path) => ({ path, text: readFileSync(path, 'utf8') }))
const code = sources.filter(({ path }) => /^(src|db|scripts|tests\/simulation\/model)\/.*\.ts$/.test(path))

const findings = [...forbiddenImports(code), ...forbiddenTexts(sources)]
for (const finding of findings) console.error(finding)
process.exitCode = findings.length ? 1 : 0
