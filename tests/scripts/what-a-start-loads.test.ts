import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

const IMPORT = /^(?:import|export) (?!type )[^']*?from '([^']+)'/gm

/** The packages that a module loads before anything is asked for: its own and those of whatever it imports. */
function loadedBy(entry: string): Set<string> {
  const [waiting, seen, packages] = [[entry], new Set<string>(), new Set<string>()]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file) || !existsSync(file)) continue
    seen.add(file)
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
      if (name.startsWith('.')) waiting.push(join(dirname(file), name))
      else packages.add(name)
    }
  }
  return packages
}

it('loads at a start nothing large that most days have no use for', () => {
  const loaded = loadedBy('src/server.ts')
  expect(loaded).toContain('express')
  const onlyWhenUsed = ['multer', 'ical.js', 'pg', 'pdfkit', 'nodemailer', 'openid-client', 'otpauth', '@simplewebauthn/server', 'zxing-wasm']
  expect(onlyWhenUsed.filter((name) => loaded.has(name))).toEqual([])
})
