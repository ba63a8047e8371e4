import { createSign, generateKeyPairSync } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import { pino } from 'pino'
import { onTestFinished, vi } from 'vitest'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { schoolsOf } from '../../src/schools/schools.ts'
import type { TestApp } from './app.ts'

/** Listens on a port of its own before anybody knows what will answer there; ends with the test. */
async function listen(host: string): Promise<{ url: string, answerWith: (listener: RequestListener) => void }> {
  let answer: RequestListener = (_req, res) => void res.writeHead(503).end()
  const server = createServer((req, res) => answer(req, res))
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  }))
  return { url: `http://${host}:${(server.address() as AddressInfo).port}`, answerWith: (listener) => { answer = listener } }
}

const CLIENT = { OIDC_CLIENT_ID: 'kitbook', OIDC_CLIENT_SECRET: 'a secret that only these two know' }

/** The real app on a port, with a provider to sign in with. */
async function kitbookWith({ db, clock }: TestApp, issuer: string, site: Awaited<ReturnType<typeof listen>>, env: Record<string, string> = {}) {
  const lines: string[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) })
  const config = readConfig({ NODE_ENV: 'test', PUBLIC_URL: site.url, OIDC_ISSUER: issuer, ...CLIENT, ...env })
  site.answerWith(createApp({ schools: schoolsOf(db, null), config, clock: () => clock.now, log, setUpCode: 'x' }))
  return { url: site.url, lines }
}

export type Someone = { sub: string, email: string, hd?: string, tid?: string }

/** A certified OpenID provider on this computer; whoever comes is `here.who`, who says yes, or nobody. */
export async function startProvider(school: TestApp, env: Record<string, string> = {}) {
  const [own, kitbook] = [await listen('localhost'), await listen('127.0.0.1')]
  const here: { who: Someone | null } = { who: null }
  // It tells whoever starts it that it forgets everything when it ends, which is what a test wants.
  for (const loud of ['warn', 'info'] as const) vi.spyOn(console, loud).mockImplementation(() => undefined)
  onTestFinished(() => void vi.restoreAllMocks())
  const provider = new Provider(own.url, {
    clients: [{ client_id: CLIENT.OIDC_CLIENT_ID, client_secret: CLIENT.OIDC_CLIENT_SECRET, redirect_uris: [`${kitbook.url}/sign-in/provider/back`] }],
    claims: { openid: ['sub', 'hd', 'tid'], email: ['email'] }, conformIdTokenClaims: false,
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ ...here.who, sub }) }),
    features: { devInteractions: { enabled: false } }, pkce: { required: () => true }, cookies: { keys: ['a key'] },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
  })
  const standard = provider.callback()
  own.answerWith((req, res) => void (req.url!.startsWith('/interaction/') ? answerFor(provider, here.who, req, res) : standard(req, res)))
  return { here, issuer: own.url, ...await kitbookWith(school, own.url, kitbook, env) }
}

async function answerFor(provider: Provider, who: Someone | null, ...[req, res]: Parameters<RequestListener>): Promise<void> {
  if (!who) return provider.interactionFinished(req, res, { error: 'access_denied', error_description: 'no thank you' })
  const { prompt, params } = await provider.interactionDetails(req, res)
  if (prompt.name === 'login') return provider.interactionFinished(req, res, { login: { accountId: who.sub } })
  const grant = new provider.Grant({ accountId: who.sub, clientId: String(params['client_id']) })
  grant.addOIDCScope('openid email')
  await provider.interactionFinished(req, res, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true })
}

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const strangersKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

/** What a provider that is up to no good puts into its answer instead of the truth. */
export type Twist = { claims?: Record<string, unknown>, strangersSignature?: boolean, status?: number }

/** A provider that answers any code with a token of our choosing. */
export async function startHostile(school: TestApp, env: Record<string, string> = {}) {
  const [own, kitbook] = [await listen('localhost'), await listen('127.0.0.1')]
  const answer = { nonce: '', twist: {} as Twist, away: false }
  own.answerWith((req, res) => {
    const { twist, away } = answer
    if (away) return void res.destroy()
    const isToken = req.url === '/token'
    const body = isToken ? { access_token: 'x', token_type: 'Bearer', id_token: tokenOf(own.url, answer.nonce, twist) }
      : req.url === '/jwks' ? { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] } : metadataOf(own.url)
    res.writeHead(isToken ? twist.status ?? 200 : 200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
  })
  return { answer, issuer: own.url, away: (away: boolean) => void Object.assign(answer, { away }), ...await kitbookWith(school, own.url, kitbook, env) }
}

function metadataOf(issuer: string) {
  return {
    issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'],
  }
}

function tokenOf(issuer: string, nonce: string, { claims = {}, strangersSignature = false }: Twist): string {
  const now = Math.floor(Date.now() / 1000)
  const said = { iss: issuer, aud: CLIENT.OIDC_CLIENT_ID, sub: 'subject-of-marlo', nonce, iat: now, exp: now + 300, ...claims }
  const [head, body] = [{ alg: 'RS256', kid: 'one' }, said].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  const signature = createSign('RSA-SHA256').update(`${head}.${body}`).sign(strangersSignature ? strangersKey : privateKey, 'base64url')
  return `${head}.${body}.${signature}`
}

/** A browser that keeps each site's cookies and goes where it is sent, one step at a time or all the way. */
export function browser() {
  const jars = new Map<string, Map<string, string>>()
  const visit = async (address: string, form?: Record<string, string>) => {
    const { host } = new URL(address)
    const jar = jars.get(host) ?? new Map<string, string>()
    jars.set(host, jar)
    const Cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const body = form && new URLSearchParams(form)
    const response = await fetch(address, { redirect: 'manual', headers: { Cookie }, ...body && { method: 'POST', body } })
    for (const line of response.headers.getSetCookie()) keep(jar, line)
    const to = response.headers.get('Location')
    return { status: response.status, text: await response.text(), address, to: to === null ? null : new URL(to, address).href }
  }
  const follow = async (address: string, form?: Record<string, string>) => {
    let page = await visit(address, form)
    for (let steps = 0; page.to !== null && steps < 20; steps++) page = await visit(page.to)
    return page
  }
  return { visit, follow, jars }
}

function keep(jar: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';')
  const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
  if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name)
  else jar.set(name, value)
}
