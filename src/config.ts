import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createSecureContext } from 'node:tls'
import { z } from 'zod'
import { providerFields, providerFrom } from './config-provider.ts'
import { SettingError } from './config-error.ts'

const A_PORT = 'must be a whole number from 0 to 65535, such as 3000'
const PROXIES = 'is the number of proxies in front, such as 1'
const LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const

const environment = z.object({
  NODE_ENV: z.string().default('production'),
  PORT: z.coerce.number(A_PORT).int(A_PORT).min(0, A_PORT).max(65535, A_PORT).default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('./data'),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be an address such as https://kitbook.school.example' }).optional(),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres://').optional(),
  SMTP_URL: z.string().regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://').optional(),
  MAIL_FROM: z.string().optional(),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  TRUST_PROXY: z.coerce.number(PROXIES).int(PROXIES).min(0, PROXIES).default(0),
  ...providerFields,
  SECOND_STEP_KEY: z.string().regex(/^[0-9a-f]{64}$/i, 'must be 64 figures and letters from a to f').optional(),
  LOG_LEVEL: z.enum(LEVELS, { error: `must be one of ${LEVELS.join(', ')}` }).default('info'),
})

export type Config = ReturnType<typeof readConfig>

/** The environment, parsed once. Throws one line that names the variable and what it should be. */
export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  const parsed = environment.safeParse(withoutBlanks(env))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new SettingError(`${issue.path.join('.')} ${issue.message}`)
  }
  const e = parsed.data
  if (!e.TLS_CERT !== !e.TLS_KEY) throw new SettingError('TLS_CERT and TLS_KEY go together: give both or neither')
  const dataDir = resolve(e.DATA_DIR)
  return {
    port: e.PORT,
    host: e.HOST,
    dataDir,
    databaseFile: join(dataDir, 'kitbook.db'),
    demoFile: join(dataDir, 'demo.db'),
    backupsDir: join(dataDir, 'backups'),
    secondStepKey: e.SECOND_STEP_KEY,
    secondStepKeyFile: join(dataDir, 'second-step.key'),
    certificatesDir: join(dataDir, 'certificates'),
    publicUrl: e.PUBLIC_URL?.replace(/\/$/, ''),
    databaseUrl: e.DATABASE_URL,
    smtpUrl: e.SMTP_URL,
    mailFrom: e.MAIL_FROM,
    tls: tlsFrom(e, dataDir),
    trustProxy: e.TRUST_PROXY,
    provider: providerFrom(e),
    logLevel: e.LOG_LEVEL,
    development: e.NODE_ENV === 'development' || e.NODE_ENV === 'test',
    freshViews: e.NODE_ENV === 'development',
  }
}

/** The files that were named, else those that `npm run certificate` made; behind a proxy HTTPS is the proxy's. */
function tlsFrom({ TLS_CERT, TLS_KEY, TRUST_PROXY }: Pick<z.output<typeof environment>, 'TLS_CERT' | 'TLS_KEY' | 'TRUST_PROXY'>, dataDir: string) {
  if (TLS_CERT && TLS_KEY) return pairOf(TLS_CERT, TLS_KEY)
  const [cert, key] = [join(dataDir, 'certificates', 'server.crt'), join(dataDir, 'certificates', 'server.key')]
  return TRUST_PROXY > 0 || !existsSync(cert) || !existsSync(key) ? undefined : pairOf(cert, key)
}

function pairOf(certFile: string, keyFile: string) {
  const pair = { cert: fileOf('TLS_CERT', certFile), key: fileOf('TLS_KEY', keyFile) }
  try {
    createSecureContext(pair)
    return pair
  } catch {
    throw new SettingError('TLS_CERT and TLS_KEY must be a certificate and the key that belongs to it, both as PEM')
  }
}

function fileOf(name: string, file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    throw new SettingError(`${name} names a file that cannot be read: ${file}`)
  }
}

/** `HOST=` in a file of settings is not set: taken as it stands it would open Kitbook to the whole network. */
function withoutBlanks(env: NodeJS.ProcessEnv) {
  const trimmed = Object.entries(env).map(([name, value]) => [name, value?.trim()] as const)
  return Object.fromEntries(trimmed.filter(([, value]) => value))
}
