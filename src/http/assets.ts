import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { topFolder } from './folders.ts'

/** Changes with any file of public/, so that browsers may keep assets for a year. */
export const assetVersion = hashOf(join(topFolder, 'public'))

function hashOf(folder: string): string {
  const hash = createHash('sha256')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  for (const file of files) hash.update(readFileSync(join(file.parentPath, file.name)))
  return hash.digest('base64url').slice(0, 10)
}
