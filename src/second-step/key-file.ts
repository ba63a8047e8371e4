import { existsSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { settle } from '../backups/files.ts'
import { SettingError } from '../config-error.ts'
import { newSealKey, type SealKey } from './seal.ts'

type Where = { secondStepKey: string | undefined, secondStepKeyFile: string }

/**
 * The key of SECOND_STEP_KEY, else the one in the file, which is made the first time. The caller works on the folder alone.
 * Throws where the file holds something else: a new key over it would shut out everybody who uses an authenticator.
 */
export async function readSealKey({ secondStepKey, secondStepKeyFile: file }: Where): Promise<SealKey> {
  if (secondStepKey !== undefined) return Buffer.from(secondStepKey, 'hex')
  if (!existsSync(file)) return makeKey(file)
  const text = (await readFile(file, 'utf8')).trim()
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new SettingError(`${file} is damaged. Put a copy of it back; without one move it away, and everybody sets up their authenticator app anew`)
  return Buffer.from(text, 'hex')
}

/** Whole and on the disk before anything is sealed with it. */
async function makeKey(file: string): Promise<SealKey> {
  const key = newSealKey()
  await writeFile(`${file}.making`, `${key.toString('hex')}\n`, { mode: 0o600 })
  await rename(`${file}.making`, file)
  await settle(file)
  return key
}
