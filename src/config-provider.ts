import { z } from 'zod'
import { SettingError } from './config-error.ts'

const ISSUER = 'must be google, microsoft or an address such as https://sign-in.school.example'
const HERE = ['localhost', '127.0.0.1', '[::1]']

export const providerFields = {
  OIDC_ISSUER: z.string().refine((text) => ['google', 'microsoft'].includes(text) || isAddress(text), ISSUER).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_DOMAIN: z.string().toLowerCase().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be the school’s own domain such as school.example').optional(),
  OIDC_TENANT: z.guid('must be the school’s tenant id such as 00000000-0000-4000-8000-000000000000').toLowerCase().optional(),
}

/** What travels to the provider and back is secret, so only a provider on this very computer may do without HTTPS. */
function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && HERE.includes(hostname))
}

type Fields = { [K in keyof typeof providerFields]?: string | undefined } & { PUBLIC_URL?: string | undefined }

/** With whom people may sign in instead of a password of their own here (M19). */
export type ProviderConfig = {
  kind: 'google' | 'microsoft' | 'other'
  /** "Sign in with …" */
  name: string
  issuer: string, clientId: string, clientSecret: string
  /** Whose accounts count as the school's: Google's hosted domain, Microsoft's tenant. */
  domain: string | undefined, tenant: string | undefined
}

/** Throws one line that names the variable. */
export function providerFrom(e: Fields): ProviderConfig | null {
  if (!e.OIDC_ISSUER) return null
  const { OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_DOMAIN: domain, OIDC_TENANT: tenant } = e
  if (!clientId || !clientSecret) throw new SettingError('OIDC_ISSUER needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET too')
  if (!e.PUBLIC_URL) throw new SettingError('OIDC_ISSUER needs PUBLIC_URL too: the provider sends people back to it')
  return { ...whoIs(e.OIDC_ISSUER, domain, tenant), clientId, clientSecret, domain, tenant }
}

function whoIs(issuer: string, domain: string | undefined, tenant: string | undefined): Pick<ProviderConfig, 'kind' | 'name' | 'issuer'> {
  if (issuer === 'google') {
    if (!domain) throw new SettingError('OIDC_ISSUER google needs OIDC_DOMAIN too, or anybody’s Google account would do')
    return { kind: 'google', name: 'Google', issuer: 'https://accounts.google.com' }
  }
  if (issuer === 'microsoft') {
    if (!tenant) throw new SettingError('OIDC_ISSUER microsoft needs OIDC_TENANT too, or any school’s account would do')
    return { kind: 'microsoft', name: 'Microsoft', issuer: `https://login.microsoftonline.com/${tenant}/v2.0` }
  }
  return { kind: 'other', name: 'your school account', issuer }
}
