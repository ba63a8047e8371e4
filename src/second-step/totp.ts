import { stepAt } from './rules.ts'

/** A clock may be half a minute off either way. */
const WINDOW = 1

export async function newSecret(): Promise<string> {
  const { Secret } = await import('otpauth')
  return new Secret({ size: 20 }).base32
}

/** The half minute that a code of six figures is for, or null where it is for none near now. */
export async function stepOf(secret: string, code: string, now: Date): Promise<number | null> {
  const { Secret, TOTP } = await import('otpauth')
  const delta = TOTP.validate({ secret: Secret.fromBase32(secret), token: code, timestamp: now.getTime(), window: WINDOW, digits: 6, period: 30, algorithm: 'SHA1' })
  return delta === null ? null : stepAt(now, delta)
}

/** The text of the QR that an authenticator app reads. */
export async function appText(secret: string, email: string, school: string): Promise<string> {
  const { Secret, TOTP } = await import('otpauth')
  return new TOTP({ issuer: `Kitbook ${school}`, label: email, secret: Secret.fromBase32(secret), digits: 6, period: 30, algorithm: 'SHA1' }).toString()
}
