import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** OWASP's parameters for Argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19456, timeCost: 2, parallelism: 1 }

let decoy: Promise<string> | undefined

export function hashSecret(secret: string): Promise<string> {
  return hash(secret.normalize('NFC'), COST)
}

/** Takes as long for an account that does not exist, so that timing tells nothing. */
export async function secretMatches(secret: string, hashed: string | null | undefined): Promise<boolean> {
  decoy ??= hashSecret(newToken())
  const matches = await verify(hashed ?? await decoy, secret.normalize('NFC'))
  return matches && Boolean(hashed)
}

/** 256 random bits for a cookie or a link; only its hash is stored. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/** A text without such tokens: for logs, for whoever reads the outbox, for letters that have been sent. */
export function withoutTokens(text: string): string {
  return text.replace(/[A-Za-z0-9_-]{40,}/g, '…')
}
