import { expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import type { Db } from '../../src/database/open.ts'
import { deliverMail, type Send } from '../../src/mail/deliver.ts'
import { queueMail } from '../../src/mail/queue.ts'
import { senderOf } from '../../src/mail/transport.ts'
import { TUESDAY } from '../support/app.ts'
import { freshDatabase } from '../support/database.ts'
import { mailServer } from '../support/mail-server.ts'

const TOKEN = 'A1b2'.repeat(11)
const letterFor = (db: Db, to = 'wren@larkfield.example') => queueMail(db, {
  person_id: null, to, subject: 'Choose your new Kitbook password', letter: 'new-password',
  model: { name: 'Wren Calloway', school: 'Larkfield', link: `http://localhost/new-password/${TOKEN}`, until: 'tomorrow' },
}, TUESDAY)

const rows = (db: Db) => db.selectFrom('outbox').selectAll().orderBy('id').execute()

it('sends a letter once, as text and HTML, under a Message-ID that is the outbox’s own', async () => {
  const db = await freshDatabase()
  const { letters, send } = await mailServer()
  const id = await letterFor(db)
  expect(await deliverMail(db, send, () => TUESDAY)).toBe(1)
  expect(await deliverMail(db, send, () => TUESDAY)).toBe(0)
  expect(letters).toHaveLength(1)
  expect(letters[0]).toMatch(new RegExp(`Message-ID:\\s+<${id}@kitbook.larkfield.example>`, 'i'))
  expect(letters[0]).toContain('Subject: Choose your new Kitbook password')
  expect(letters[0]).toContain('multipart/alternative')
  expect(letters[0]).toContain('From: Kitbook <kitbook@kitbook.larkfield.example>')
})

it('keeps no one-time link once the letter has gone', async () => {
  const db = await freshDatabase()
  await letterFor(db)
  expect((await rows(db))[0]!.body_text).toContain(TOKEN)
  await deliverMail(db, async () => {}, () => TUESDAY)
  const [row] = await rows(db)
  expect(row!.sent_at).toBe(TUESDAY.toISOString())
  expect(row!.body_text + row!.body_html).not.toContain(TOKEN)
})

it('sends what others get when one address is refused, and tries that one again later', async () => {
  const db = await freshDatabase()
  const { letters, send } = await mailServer((to) => to.startsWith('nobody'))
  await letterFor(db, 'nobody@larkfield.example')
  await letterFor(db)
  expect(await deliverMail(db, send, () => TUESDAY)).toBe(1)
  expect(letters).toHaveLength(1)
  const [refused] = await rows(db)
  expect(refused).toMatchObject({ sent_at: null, tries: 1, next_try_at: '2026-11-24T09:01:00.000Z' })
  expect(refused!.last_error).toContain('no such box')
})

it('leaves the rest alone when the mail server is away', async () => {
  const db = await freshDatabase()
  await letterFor(db)
  await letterFor(db)
  const send = senderOf(readConfig({ SMTP_URL: 'smtp://127.0.0.1:9' }))!
  expect(await deliverMail(db, send, () => TUESDAY)).toBe(0)
  const [first, second] = await rows(db)
  expect(first!.tries).toBe(1)
  expect(second!.tries).toBe(0)
})

it('stops trying after ten failures and says so', async () => {
  const db = await freshDatabase()
  await letterFor(db)
  let now = TUESDAY
  const fail: Send = async () => { throw new Error('greylisted') }
  for (let i = 0; i < 15; i++) {
    await deliverMail(db, fail, () => now)
    now = new Date(now.getTime() + 2 * 24 * 3600_000)
  }
  expect((await rows(db))[0]).toMatchObject({ tries: 10, next_try_at: null, last_error: 'greylisted' })
})

it('never has two processes send the same letter', async () => {
  const db = await freshDatabase()
  for (let i = 0; i < 5; i++) await letterFor(db, `person${i}@larkfield.example`)
  const sent: string[] = []
  const send: Send = async (letter) => {
    await new Promise((resolve) => { setImmediate(resolve) })
    sent.push(letter.to_address)
  }
  await Promise.all([1, 2, 3].map(() => deliverMail(db, send, () => TUESDAY)))
  expect(sent.toSorted()).toEqual([0, 1, 2, 3, 4].map((i) => `person${i}@larkfield.example`))
})

it('takes up again what a process left half-sent, ten minutes later', async () => {
  const db = await freshDatabase()
  await letterFor(db)
  await new Promise<void>((begun) => {
    const halfSend: Send = () => new Promise(() => begun())
    void deliverMail(db, halfSend, () => TUESDAY)
  })
  expect(await deliverMail(db, async () => {}, () => TUESDAY)).toBe(0)
  expect(await deliverMail(db, async () => {}, () => new Date(TUESDAY.getTime() + 10 * 60_000))).toBe(1)
})

it('has no sender without a mail server', () => {
  expect(senderOf(readConfig({}))).toBeNull()
})
