import { readFileSync } from 'node:fs'
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
    publicUrl: e.PUBLIC_URL?.replace(/\/$/, ''),
    databaseUrl: e.DATABASE_URL,
    smtpUrl: e.SMTP_URL,
    mailFrom: e.MAIL_FROM,
    tls: e.TLS_CERT && e.TLS_KEY ? { cert: readFileSync(e.TLS_CERT), key: readFileSync(e.TLS_KEY) } : undefined,
    trustProxy: e.TRUST_PROXY,
    logLevel: e.LOG_LEVEL,
    development: e.NODE_ENV === 'development' || e.NODE_ENV === 'test',
    freshViews: e.NODE_ENV === 'development',
  }
}
