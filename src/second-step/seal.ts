import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** 32 bytes that stand beside the database, never in it: a stolen backup alone gives no authenticator's codes. */
export type SealKey = Buffer

export const MARK = 'sealed:'
const [IV, TAG] = [12, 16]

export function newSealKey(): SealKey {
  return randomBytes(32)
}

/** Sealed for one account: moved to the row of another it does not open. */
export function sealed(key: SealKey, accountId: string, secret: string): string {
  const iv = randomBytes(IV)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(accountId))
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return MARK + Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url')
}

/** Null where it was sealed with another key, for another account, or has been changed. */
export function opened(key: SealKey, accountId: string, kept: string): string | null {
  const bytes = Buffer.from(kept.slice(MARK.length), 'base64url')
  if (!kept.startsWith(MARK) || bytes.length < IV + TAG) return null
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV), { authTagLength: TAG })
  try {
    decipher.setAAD(Buffer.from(accountId)).setAuthTag(bytes.subarray(IV, IV + TAG))
    return decipher.update(bytes.subarray(IV + TAG)).toString('utf8') + decipher.final('utf8')
  } catch {
    return null
  }
}
