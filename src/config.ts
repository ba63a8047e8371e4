import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const optional = z.string().transform((text) => text.trim() || undefined).optional()

const environment = z.object({
  NODE_ENV: z.string().default('production'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('./data'),
  PUBLIC_URL: optional.pipe(z.url({ protocol: /^https?$/, error: 'must be an address such as https://kitbook.school.example' }).optional()),
  DATABASE_URL: optional.pipe(z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres://').optional()),
  SMTP_URL: optional.pipe(z.string().regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://').optional()),
  MAIL_FROM: optional,
  TLS_CERT: optional,
  TLS_KEY: optional,
  TRUST_PROXY: z.coerce.number({ error: 'is the number of proxies in front, such as 1' }).int().min(0).default(0),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
})

export type Config = ReturnType<typeof readConfig>

/** The environment, parsed once. Throws one line that names the variable and what it should be. */
export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  const parsed = environment.safeParse(env)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new Error(`${issue.path.join('.')} ${issue.message}`)
  }
  const e = parsed.data
  if (!e.TLS_CERT !== !e.TLS_KEY) throw new Error('TLS_CERT and TLS_KEY go together: give both or neither')
  const dataDir = resolve(e.DATA_DIR)
  return {
    port: e.PORT,
    host: e.HOST,
    dataDir,
    databaseFile: join(dataDir, 'kitbook.db'),
    demoFile: join(dataDir, 'demo.db'),
    backupsDir: join(dataDir, 'backups'),
    certificatesDir: join(dataDir, 'certificates'),
    publicUrl: e.PUBLIC_URL?.replace(/\/$/, ''),
    databaseUrl: e.DATABASE_URL,
    smtpUrl: e.SMTP_URL,
    mailFrom: e.MAIL_FROM,
    tls: tlsFrom(e, dataDir),
    trustProxy: e.TRUST_PROXY,
    logLevel: e.LOG_LEVEL,
    development: e.NODE_ENV === 'development' || e.NODE_ENV === 'test',
    freshViews: e.NODE_ENV === 'development',
  }
}

/** The files that were named, else those that `npm run certificate` made; behind a proxy HTTPS is the proxy's. */
function tlsFrom({ TLS_CERT, TLS_KEY, TRUST_PROXY }: Pick<z.output<typeof environment>, 'TLS_CERT' | 'TLS_KEY' | 'TRUST_PROXY'>, dataDir: string) {
  if (TLS_CERT && TLS_KEY) return { cert: readFileSync(TLS_CERT), key: readFileSync(TLS_KEY) }
  const [cert, key] = [join(dataDir, 'certificates', 'server.crt'), join(dataDir, 'certificates', 'server.key')]
  if (TRUST_PROXY > 0 || !existsSync(cert) || !existsSync(key)) return undefined
  return { cert: readFileSync(cert), key: readFileSync(key) }
}
