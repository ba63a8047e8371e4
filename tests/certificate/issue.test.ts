import { execFileSync, spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { certificateFiles } from '../../src/certificate/folder.ts'
import { issueCertificate } from '../../src/certificate/issue.ts'
import { readConfig } from '../../src/config.ts'
import { startApp } from '../support/app.ts'

const NAMES = ['kitbook.school.example', '192.168.1.20']
const DAY = 24 * 3600_000
const now = new Date()

function dataFolder(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'kitbook-tls-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true }))
  return dataDir
}

function issued(names = NAMES, at = now) {
  const dataDir = dataFolder()
  const folder = join(dataDir, 'certificates')
  issueCertificate({ folder, names, newAuthority: false }, at)
  return { dataDir, folder, ...certificateFiles(folder) }
}

/** Asks the app over TLS as a device that trusts only this authority would, under a name; the status, or why it would not. */
async function ask(dataDir: string, ca: string | undefined, servername: string): Promise<number | string> {
  const server = createServer(readConfig({ NODE_ENV: 'test', DATA_DIR: dataDir }).tls!, (await startApp()).app)
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const { port } = server.address() as AddressInfo
  const asked = new Promise<number | string>((resolve) => {
    request({ host: '127.0.0.1', port, servername, path: '/healthz', ...ca && { ca } }, (answer) => resolve(answer.resume().statusCode!))
      .on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message)).end()
  })
  return asked.finally(() => server.close())
}

test('a device that trusts the school’s authority reaches Kitbook under its name; nobody else’s trust is touched', async () => {
  const { dataDir, authority } = issued()
  const ca = readFileSync(authority, 'utf8')
  expect(await ask(dataDir, ca, 'kitbook.school.example')).toBe(200)
  expect(await ask(dataDir, ca, 'another.school.example')).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
  expect(await ask(dataDir, undefined, 'kitbook.school.example')).toMatch(/UNABLE_TO_(VERIFY|GET)/)
})

test('the certificate is one that iPads trust: names, the purpose server, no longer than 825 days', () => {
  const { server, authority } = issued()
  const own = new X509Certificate(readFileSync(server))
  const of = new X509Certificate(readFileSync(authority))
  expect(own.subjectAltName).toBe('DNS:kitbook.school.example, DNS:localhost, IP Address:192.168.1.20, IP Address:127.0.0.1')
  expect(own.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
  expect(own.ca).toBe(false)
  expect(of.ca).toBe(true)
  expect(own.verify(of.publicKey) && own.checkIssued(of)).toBe(true)
  expect(own.checkIP('192.168.1.20')).toBe('192.168.1.20')
  expect((Date.parse(own.validTo) - Date.parse(own.validFrom)) / DAY).toBeLessThanOrEqual(825)
  expect(Date.parse(own.validFrom)).toBeLessThan(now.getTime())
})

const hasOpenssl = spawnSync('openssl', ['version']).error === undefined

test.skipIf(!hasOpenssl)('openssl, which is strict, agrees; and refuses a name that the authority may not vouch for', () => {
  const { folder, authority, authorityKey, server } = issued()
  const check = ['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', authority]
  expect(execFileSync('openssl', [...check, '-verify_hostname', 'kitbook.school.example', server], { encoding: 'utf8' })).toContain('OK')
  expect(execFileSync('openssl', [...check, '-verify_ip', '192.168.1.20', server], { encoding: 'utf8' })).toContain('OK')
  const forged = join(folder, 'forged')
  execFileSync('openssl', ['req', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${forged}.key`, '-out', `${forged}.csr`, '-subj', '/CN=bank.example', '-addext', 'subjectAltName=DNS:bank.example'], { stdio: 'ignore' })
  execFileSync('openssl', ['x509', '-req', '-in', `${forged}.csr`, '-CA', authority, '-CAkey', authorityKey, '-copy_extensions', 'copy', '-out', `${forged}.crt`], { stdio: 'ignore' })
  expect(spawnSync('openssl', ['verify', '-CAfile', authority, `${forged}.crt`], { encoding: 'utf8' }).stderr).toContain('permitted subtree violation')
})

test('the keys are for their owner alone', () => {
  const { folder, authorityKey, serverKey, server } = issued()
  const mode = (file: string) => statSync(file).mode & 0o777
  expect([mode(folder), mode(authorityKey), mode(serverKey), mode(server)]).toEqual([0o700, 0o600, 0o600, 0o644])
})

test('later certificates are signed by the same authority, so that devices need nothing new', () => {
  const { folder, authority, server } = issued()
  const first = readFileSync(authority, 'utf8')
  const again = issueCertificate({ folder, names: ['sub.kitbook.school.example', '10.0.0.9'], newAuthority: false }, new Date(now.getTime() + 700 * DAY))
  expect(again.isNewAuthority).toBe(false)
  expect(readFileSync(authority, 'utf8')).toBe(first)
  expect(new X509Certificate(readFileSync(server)).verify(new X509Certificate(first).publicKey)).toBe(true)
  expect(issueCertificate({ folder, names: NAMES, newAuthority: false }, new Date(now.getTime() + 3000 * DAY)).isNewAuthority).toBe(true)
})

test('a name that the authority may not vouch for is refused until a new one is asked for', () => {
  const { folder, server } = issued()
  const before = readFileSync(server, 'utf8')
  const wish = { folder, names: ['other.example'], newAuthority: false }
  expect(() => issueCertificate(wish, now)).toThrow('--new-authority')
  expect(readFileSync(server, 'utf8')).toBe(before)
  expect(issueCertificate({ ...wish, newAuthority: true }, now).isNewAuthority).toBe(true)
})

test.each([
  ['https://kitbook.school.example', 'Leave out https://'], ['kitbook.school.example:3000', 'the port'],
  ['8.8.8.8', 'on the internet'], ['300.1.1.1', 'neither a name'], ['*.school.example', 'neither a name'],
])('"%s" is refused in words', (name, words) => {
  expect(() => issueCertificate({ folder: dataFolder(), names: [name], newAuthority: false }, now)).toThrow(words)
})

test('Kitbook takes the certificate it has made, but not behind a proxy, and a named one goes before it', () => {
  const { dataDir, server } = issued()
  expect(readConfig({ DATA_DIR: dataDir }).tls?.cert.toString()).toBe(readFileSync(server, 'utf8'))
  expect(readConfig({ DATA_DIR: dataDir, TRUST_PROXY: '1' }).tls).toBeUndefined()
  const other = issued(['other.example'])
  expect(readConfig({ DATA_DIR: dataDir, TLS_CERT: other.server, TLS_KEY: other.serverKey }).tls?.cert.toString()).toBe(readFileSync(other.server, 'utf8'))
})
