import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Home } from './origin.ts'
import type { Passkey } from './store.ts'

/** ES256 and RS256 are what phones and Windows have; EdDSA some security keys. */
const ALGORITHMS = [-8, -7, -257]
const TIMEOUT_MS = 120_000

/** The library costs memory that a school without passkeys does not spend. */
const webAuthn = () => import('@simplewebauthn/server')

type Owner = { id: string, email: string, name: string }
type Asked = { home: Home, challenge: string, passkeys: readonly Passkey[] }

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'))
const named = (passkeys: readonly Passkey[]) => passkeys.map(({ credential }) => ({ id: credential }))

/** What the browser is asked to make a passkey with: a JSON text for navigator.credentials.create. */
export async function askToMake({ home, challenge, passkeys }: Asked, owner: Owner, school: string): Promise<string> {
  const { generateRegistrationOptions } = await webAuthn()
  return JSON.stringify(await generateRegistrationOptions({
    rpName: `Kitbook ${school}`, rpID: home.name, userName: owner.email, userDisplayName: owner.name, userID: new Uint8Array(Buffer.from(owner.id)),
    challenge: bytes(challenge), excludeCredentials: named(passkeys), supportedAlgorithmIDs: ALGORITHMS, timeout: TIMEOUT_MS,
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  }))
}

/** What the browser is asked to sign: a JSON text for navigator.credentials.get. */
export async function askToSign({ home, challenge, passkeys }: Asked): Promise<string> {
  const { generateAuthenticationOptions } = await webAuthn()
  return JSON.stringify(await generateAuthenticationOptions({
    rpID: home.name, challenge: bytes(challenge), allowCredentials: named(passkeys), userVerification: 'preferred', timeout: TIMEOUT_MS,
  }))
}

export type Made = { credential: string, public_key: string, counter: number }

/** The new passkey, or null where the answer is not one to this question from this address. */
export async function passkeyMade(answer: RegistrationResponseJSON, { origin, name }: Home, challenge: string): Promise<Made | null> {
  const { verifyRegistrationResponse } = await webAuthn()
  const { registrationInfo } = await verifyRegistrationResponse({
    response: answer, expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: name, requireUserVerification: false, supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => ({ registrationInfo: undefined }))
  if (!registrationInfo) return null
  const { id, publicKey, counter } = registrationInfo.credential
  return { credential: id, public_key: Buffer.from(publicKey).toString('base64url'), counter }
}

/** The passkey's next count when it signed this question at this address, or null. */
export async function countSigned(answer: AuthenticationResponseJSON, { home, challenge }: Omit<Asked, 'passkeys'>, passkey: Passkey): Promise<number | null> {
  const { verifyAuthenticationResponse } = await webAuthn()
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: answer, expectedChallenge: challenge, expectedOrigin: home.origin, expectedRPID: home.name, requireUserVerification: false,
    credential: { id: passkey.credential, publicKey: bytes(passkey.public_key), counter: passkey.counter },
  }).catch(() => ({ verified: false, authenticationInfo: undefined }))
  return verified && authenticationInfo ? authenticationInfo.newCounter : null
}
