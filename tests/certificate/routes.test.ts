import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import supertest from 'supertest'
import { expect, onTestFinished, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { issueCertificate } from '../../src/certificate/issue.ts'
import { readConfig } from '../../src/config.ts'
import { schoolsOf } from '../../src/schools/schools.ts'
import { startApp } from '../support/app.ts'

async function appIn(dataDir: string) {
  const { db, clock } = await startApp()
  return createApp({ schools: schoolsOf(db, null), config: readConfig({ NODE_ENV: 'test', DATA_DIR: dataDir }), clock: () => clock.now, log: pino({ level: 'silent' }), setUpCode: 'x' })
}

function dataFolder(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'kitbook-tls-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true }))
  return dataDir
}

test('without a certificate the page says the one command, and there is nothing to download', async () => {
  const app = await appIn(dataFolder())
  const page = await supertest(app).get('/certificate')
  expect(page.text).toContain('npm run certificate -- kitbook.school.example')
  expect(page.text).toContain('This page’s does not.')
  expect((await supertest(app).get('/certificate/kitbook-ca.crt')).status).toBe(404)
})

test('with one, any device gets the authority’s certificate and is told how to trust it, and never a key', async () => {
  const dataDir = dataFolder()
  const folder = join(dataDir, 'certificates')
  issueCertificate({ folder, names: ['kitbook.school.example'], newAuthority: false }, new Date('2026-11-24T09:00:00Z'))
  const app = await appIn(dataDir)
  const page = await supertest(app).get('/certificate')
  for (const words of ['Certificate Trust Settings', 'Chromebook', 'Windows', '<b>kitbook.school.example</b>', '1 Feb 2029']) expect(page.text).toContain(words)
  const file = await supertest(app).get('/certificate/kitbook-ca.crt').responseType('blob')
  expect(file.headers['content-type']).toContain('application/x-x509-ca-cert')
  expect(file.headers['content-disposition']).toContain('kitbook-ca.crt')
  const sent = (file.body as Buffer).toString()
  expect(sent).toBe(readFileSync(join(folder, 'ca.crt'), 'utf8'))
  expect(page.text + sent).not.toContain('PRIVATE KEY')
})
