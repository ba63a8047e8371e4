import type { Configuration } from 'openid-client'
import type { ProviderConfig } from '../config-provider.ts'
import { type Claims, type Identity, identityOf, isOfSchool, type Trouble } from './rules.ts'

const PATIENCE_S = 10

/** What stopped somebody on the way; `because` is the library's own word for the log, and holds nothing of anybody. */
export class Stopped extends Error {
  readonly trouble: Trouble
  readonly because: string

  constructor(trouble: Trouble, because: string) {
    super(`${trouble}: ${because}`)
    this.trouble = trouble
    this.because = because
  }
}

export type Secrets = { state: string, nonce: string, verifier: string }
export type Flow = ReturnType<typeof openFlow>

/** Signing in with the school's provider: authorization code with PKCE. `address` is where Kitbook is known to be. */
export function openFlow(provider: ProviderConfig, address: string) {
  const back = `${address}/sign-in/provider/back`
  let found: Promise<Configuration> | undefined
  const findProvider = () => {
    found ??= discover(provider).catch((error: unknown) => {
      found = undefined
      throw new Stopped('unreachable', wordOf(error))
    })
    return found
  }
  return {
    name: provider.name,

    /** Where to send somebody, and what their browser has to bring back. */
    async setOut(): Promise<{ href: string, secrets: Secrets }> {
      const [client, config] = [await import('openid-client'), await findProvider()]
      const secrets = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() }
      const { href } = client.buildAuthorizationUrl(config, {
        redirect_uri: back, state: secrets.state, nonce: secrets.nonce, ...asked(provider),
        code_challenge: await client.calculatePKCECodeChallenge(secrets.verifier), code_challenge_method: 'S256',
      })
      return { href, secrets }
    },

    /** Who came back, by the query they came with. Throws Stopped. */
    async arrive(query: string, { state, nonce, verifier }: Secrets): Promise<Identity> {
      const [client, config] = [await import('openid-client'), await findProvider()]
      const here = new URL(back)
      here.search = query
      const tokens = await client.authorizationCodeGrant(config, here, {
        expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true,
      }).catch((error: unknown) => {
        throw new Stopped(troubleOf(error), wordOf(error))
      })
      const claims: Claims = tokens.claims()!
      if (!isOfSchool(claims, provider)) throw new Stopped('other school', 'claims')
      return identityOf(claims)
    },
  }
}

async function discover({ issuer, clientId, clientSecret }: ProviderConfig): Promise<Configuration> {
  const client = await import('openid-client')
  // Signatures are looked at too, so that a code exchanged through somebody's TLS inspection is not trusted blindly.
  const execute = [client.enableNonRepudiationChecks, ...issuer.startsWith('http:') ? [client.allowInsecureRequests] : []]
  return client.discovery(new URL(issuer), clientId, clientSecret, undefined, { execute, timeout: PATIENCE_S })
}

/** On a shared computer somebody else may still be signed in at the provider: it asks who it is, each time. */
function asked({ kind, domain }: ProviderConfig): Record<string, string> {
  if (kind === 'google') return { scope: 'openid email', prompt: 'select_account', hd: domain! }
  // Microsoft names the tenant only to those who ask for the profile.
  return kind === 'microsoft' ? { scope: 'openid email profile', prompt: 'select_account' } : { scope: 'openid email', prompt: 'login' }
}

const SAID_NO = ['access_denied', 'login_required', 'interaction_required', 'consent_required', 'account_selection_required']

function troubleOf(error: unknown): Trouble {
  const { name, code, error: word, cause } = error as { name?: string, code?: string, error?: string, cause?: { status?: number } }
  if (name === 'AuthorizationResponseError') return SAID_NO.includes(word ?? '') ? 'declined' : 'not vouched for'
  if (error instanceof TypeError || code === 'OAUTH_TIMEOUT' || (cause?.status ?? 0) >= 500) return 'unreachable'
  return word === 'invalid_grant' ? 'stale' : 'not vouched for'
}

function wordOf(error: unknown): string {
  const { error: word, code, name } = error as { error?: string, code?: string, name?: string }
  return String(word ?? code ?? name ?? 'unknown').slice(0, 60)
}
