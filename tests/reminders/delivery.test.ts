import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { deliverMail, type Send } from '../../src/mail/deliver.ts'
import { senderOf } from '../../src/mail/transport.ts'
import { sendReminders } from '../../src/reminders/send.ts'
import { addDevice, addPerson, signedIn, startApp } from '../support/app.ts'
import { lend } from '../support/loans.ts'
import { ADDRESS, mailServer, messageIds } from '../support/mail-server.ts'

const minutes = (n: number) => new Date(Date.parse('2026-11-24T15:00:00.000Z') + n * 60_000)

/** Marlo and Imogen have a laptop each, due today; their two letters are in the outbox. */
async function reminded() {
  const school = await startApp()
  const { db } = school
  for (const [name, code] of [['Marlo Finch', 'LT-0001'], ['Imogen Vale', 'LT-0002']] as const) {
    await addDevice(db, code)
    await lend(school, await addPerson(db, { name, roles: ['staff'] }), code)
  }
  const remind = (at: Date) => sendReminders(db, ADDRESS, at)
  expect(await remind(minutes(0))).toBe(2)
  const ledger = await db.selectFrom('reminders').selectAll().execute()
  const unsent = async () => (await db.selectFrom('outbox').select('id').where('sent_at', 'is', null).execute()).length
  return { ...school, remind, ledger, unsent }
}

async function expectSameLedger({ db, ledger }: Pick<Awaited<ReturnType<typeof reminded>>, 'db' | 'ledger'>): Promise<void> {
  expect(await db.selectFrom('reminders').selectAll().execute()).toEqual(ledger)
}

test('a mail server that is down loses nothing: the letters go when it is back, and none is written twice', async () => {
  const own = await reminded()
  const down = senderOf(readConfig({ SMTP_URL: 'smtp://127.0.0.1:9' }))!
  for (const n of [0, 5, 10]) {
    expect(await deliverMail(own.db, down, () => minutes(n))).toBe(0)
    expect(await own.remind(minutes(n))).toBe(0)
  }
  expect(await own.unsent()).toBe(2)
  const { letters, send } = await mailServer()
  expect(await deliverMail(own.db, send, () => minutes(24 * 60))).toBe(2)
  expect(letters).toHaveLength(2)
  await expectSameLedger(own)
})

test('a slow mail server gets each letter once, whoever asks meanwhile', async () => {
  const own = await reminded()
  let accept = () => {}
  let begun = () => {}
  const hold = new Promise<void>((resolve) => { accept = resolve })
  const started = new Promise<void>((resolve) => { begun = resolve })
  const { letters, send } = await mailServer(undefined, () => { begun(); return hold })
  const first = deliverMail(own.db, send, () => minutes(0))
  await started
  const second = deliverMail(own.db, send, () => minutes(1))
  expect(await own.remind(minutes(5))).toBe(0)
  accept()
  expect(await first + await second).toBe(2)
  expect(new Set(messageIds(letters)).size).toBe(2)
  expect(letters).toHaveLength(2)
})

test('one address that is refused keeps nobody else’s letter back', async () => {
  const own = await reminded()
  const { letters, send } = await mailServer((to) => to.startsWith('marlo'))
  expect(await deliverMail(own.db, send, () => minutes(0))).toBe(1)
  expect(letters[0]).toContain('To: imogen.vale@larkfield.example')
  expect(await own.remind(minutes(5))).toBe(0)
  await expectSameLedger(own)
})

test('killed between acceptance and commit: the letter goes again under the same Message-ID, with no second line in the ledger', async () => {
  const own = await reminded()
  const { letters, send } = await mailServer()
  await new Promise<void>((accepted) => {
    const killed: Send = async (letter) => {
      await send(letter)
      accepted()
      await new Promise(() => {})
    }
    void deliverMail(own.db, killed, () => minutes(0))
  })
  expect(letters).toHaveLength(1)
  expect(await deliverMail(own.db, send, () => minutes(1))).toBe(1)
  expect(await own.remind(minutes(15))).toBe(0)
  expect(await deliverMail(own.db, send, () => minutes(15))).toBe(1)
  const [first, , again] = messageIds(letters)
  expect(again).toBe(first)
  expect(new Set(messageIds(letters)).size).toBe(2)
  expect(await own.unsent()).toBe(0)
  await expectSameLedger(own)
})

test('without a mail server each reminder can be read in the app', async () => {
  const own = await reminded()
  const browser = await signedIn(own, own.lead)
  const { text } = await browser.get('/settings/mail')
  expect(text).toContain('Please bring back LT-0001 today')
  expect(text).toContain('LT-0002 (Laptop), by 3:30 pm')
  expect(text).toContain('2 letters are still to be sent.')
})

test('a withdrawn letter shows as withdrawn, counts as no letter to be sent, and is not tried again', async () => {
  const own = await reminded()
  await own.db.updateTable('outbox').set({ next_try_at: null, not_sent_because: 'closed' }).execute()
  const browser = await signedIn(own, own.lead)
  const { text } = await browser.get('/settings/mail')
  expect(text).toContain('withdrawn')
  expect(text).toContain('Every letter has been sent.')
  expect(text).not.toContain('Try again')
  const [{ id } = { id: '' }] = await own.db.selectFrom('outbox').select('id').execute()
  await browser.post(`/settings/mail/${id}/again`).expect(303)
  await browser.post('/settings/mail/no-such-letter/again').expect(404)
  expect(await deliverMail(own.db, async () => {}, () => minutes(60))).toBe(0)
})
