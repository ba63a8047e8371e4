import { pino } from 'pino'
import supertest from 'supertest'
import { expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { schoolsOf } from '../../src/schools/schools.ts'
import { startApp, TUESDAY } from '../support/app.ts'

async function listening() {
  const { db } = await startApp()
  const lines: string[] = []
  const log = pino({}, { write: (line) => void lines.push(line) })
  const app = createApp({ schools: schoolsOf(db, null), config: readConfig({ NODE_ENV: 'test' }), clock: () => TUESDAY, log, setUpCode: 'x' })
  return { ask: supertest(app), lines }
}

it('logs what was asked and how it went', async () => {
  const { ask, lines } = await listening()
  await ask.get('/sign-in').expect(200)
  await ask.get('/nothing-here').expect(404)
  await expect.poll(() => lines.length).toBe(2)
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { req: { method: 'GET', path: '/sign-in' }, res: { status: 200 }, msg: 'request completed' },
    { req: { method: 'GET', path: '/nothing-here' }, res: { status: 404 }, msg: 'request completed' },
  ])
})

it('logs nothing of who asked, and no token of an address', async () => {
  const { ask, lines } = await listening()
  const token = 'a'.repeat(43)
  await ask.get(`/new-password/${token}?for=marlo.finch@larkfield.example`).set('Cookie', 'kitbook=secret').set('User-Agent', 'Some browser')
  await ask.get('/healthz').expect(200)
  await ask.get('/sign-in').expect(200)
  await expect.poll(() => lines.length).toBe(2)
  expect(JSON.parse(lines[0]!).req).toEqual({ method: 'GET', path: '/new-password/…' })
  expect(lines.join('')).not.toMatch(/aaaa|marlo|secret|Some browser|127\.0\.0\.1/)
})
