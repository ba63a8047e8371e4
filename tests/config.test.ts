import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { whyItCannotStart } from '../src/cannot-start.ts'
import { readConfig } from '../src/config.ts'

const here = fileURLToPath(import.meta.url)

const OIDC = { OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b', PUBLIC_URL: 'https://kitbook.school.example' }

describe('the environment', () => {
  it.each([
    [{ PORT: 'abc' }, 'PORT must be a whole number from 0 to 65535, such as 3000'],
    [{ PORT: '70000' }, 'PORT must be a whole number from 0 to 65535, such as 3000'],
    [{ PORT: '80.5' }, 'PORT must be a whole number from 0 to 65535, such as 3000'],
    [{ TRUST_PROXY: 'yes' }, 'TRUST_PROXY is the number of proxies in front, such as 1'],
    [{ TRUST_PROXY: '-1' }, 'TRUST_PROXY is the number of proxies in front, such as 1'],
    [{ SECOND_STEP_KEY: 'a password' }, 'SECOND_STEP_KEY must be 64 figures and letters from a to f'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of silent, error, warn, info, debug'],
    [{ PUBLIC_URL: 'kitbook.school.example' }, 'PUBLIC_URL must be an address such as https://kitbook.school.example'],
    [{ PUBLIC_URL: 'javascript:alert(1)' }, 'PUBLIC_URL must be an address such as https://kitbook.school.example'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must begin with postgres://'],
    [{ SMTP_URL: 'http://x' }, 'SMTP_URL must begin with smtp:// or smtps://'],
    [{ OIDC_ISSUER: 'gogle' }, 'OIDC_ISSUER must be google, microsoft or an address such as https://sign-in.school.example'],
    [{ OIDC_ISSUER: 'http://sign-in.school.example' }, 'OIDC_ISSUER must be google, microsoft or an address such as https://sign-in.school.example'],
    [{ OIDC_ISSUER: 'google' }, 'OIDC_ISSUER needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET too'],
    [{ OIDC_ISSUER: 'google', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' }, 'OIDC_ISSUER needs PUBLIC_URL too: the provider sends people back to it'],
    [{ ...OIDC, OIDC_ISSUER: 'google' }, 'OIDC_ISSUER google needs OIDC_DOMAIN too, or anybody’s Google account would do'],
    [{ ...OIDC, OIDC_ISSUER: 'microsoft' }, 'OIDC_ISSUER microsoft needs OIDC_TENANT too, or any school’s account would do'],
    [{ ...OIDC, OIDC_ISSUER: 'microsoft', OIDC_TENANT: 'common' }, 'OIDC_TENANT must be the school’s tenant id such as 00000000-0000-4000-8000-000000000000'],
    [{ ...OIDC, OIDC_ISSUER: 'google', OIDC_DOMAIN: 'https://x' }, 'OIDC_DOMAIN must be the school’s own domain such as school.example'],
    [{ TLS_CERT: here }, 'TLS_CERT and TLS_KEY go together: give both or neither'],
    [{ TLS_CERT: '/nowhere/cert.pem', TLS_KEY: here }, 'TLS_CERT names a file that cannot be read: /nowhere/cert.pem'],
    [{ TLS_CERT: here, TLS_KEY: '/nowhere/key.pem' }, 'TLS_KEY names a file that cannot be read: /nowhere/key.pem'],
    [{ TLS_CERT: here, TLS_KEY: here }, 'TLS_CERT and TLS_KEY must be a certificate and the key that belongs to it, both as PEM'],
  ])('%o is named in one line', (env, line) => {
    expect(() => readConfig(env)).toThrow(expect.objectContaining({ message: line }))
  })

  it('takes a blank as not set, so that an empty HOST does not open Kitbook to the network', () => {
    const blank = { PORT: '', HOST: ' ', DATA_DIR: '', PUBLIC_URL: '', DATABASE_URL: '', SMTP_URL: '', LOG_LEVEL: '', TRUST_PROXY: '' }
    expect(readConfig(blank)).toEqual(readConfig({}))
    expect(readConfig(blank)).toMatchObject({ host: '127.0.0.1', port: 3000, publicUrl: undefined, trustProxy: 0 })
  })
})

describe('the school’s provider', () => {
  it.each([
    [{ OIDC_ISSUER: 'google', OIDC_DOMAIN: 'Larkfield.Example' }, { kind: 'google', name: 'Google', issuer: 'https://accounts.google.com', domain: 'larkfield.example' }],
    [{ OIDC_ISSUER: 'microsoft', OIDC_TENANT: '0B0E0000-0000-4000-8000-00000000000A' }, { kind: 'microsoft', issuer: 'https://login.microsoftonline.com/0b0e0000-0000-4000-8000-00000000000a/v2.0' }],
    [{ OIDC_ISSUER: 'https://sign-in.school.example' }, { kind: 'other', issuer: 'https://sign-in.school.example', domain: undefined, tenant: undefined }],
    [{ OIDC_ISSUER: 'http://127.0.0.1:9000' }, { kind: 'other', issuer: 'http://127.0.0.1:9000' }],
  ])('%o is understood', (env, provider) => {
    expect(readConfig({ ...OIDC, ...env }).provider).toMatchObject(provider)
  })

  it('is none where none is named', () => {
    expect(readConfig(OIDC).provider).toBeNull()
  })
})

describe('what stands in the way of a start', () => {
  const config = readConfig({ PORT: '80', HOST: '10.9.9.9', DATA_DIR: '/srv/kitbook' })
  it.each([
    [{ code: 'EADDRINUSE', syscall: 'listen' }, 'PORT 80 is in use already'],
    [{ code: 'EACCES', syscall: 'listen' }, 'PORT 80 is not open to this user'],
    [{ code: 'EADDRNOTAVAIL', syscall: 'listen' }, 'HOST 10.9.9.9 is not an address of this computer'],
    [{ code: 'EACCES', syscall: 'mkdir' }, 'DATA_DIR /srv/kitbook cannot be written to'],
    [{ code: 'SQLITE_CANTOPEN' }, 'DATA_DIR /srv/kitbook cannot be written to'],
    [{ code: 'SQLITE_READONLY_DIRECTORY' }, 'DATA_DIR /srv/kitbook cannot be written to'],
    [{ code: 'SQLITE_BUSY' }, 'Kitbook is running already on the folder /srv/kitbook'],
    [{ code: 'SQLITE_NOTADB' }, '/srv/kitbook/kitbook.db is damaged'],
    [{ code: 'ECONNREFUSED', syscall: 'connect' }, 'DATABASE_URL leads to no database that opens'],
    [{ message: 'corrupted migrations: previously executed migration x is missing' }, 'This school’s database was made by a newer Kitbook'],
    [{ message: 'something else\n    at somewhere' }, 'something else'],
  ])('%o is said in one sentence', (facts, sentence) => {
    const said = whyItCannotStart(Object.assign(new Error('x'), facts), config)
    expect(said).toContain(sentence)
    expect(said).not.toContain('\n')
  })
})
