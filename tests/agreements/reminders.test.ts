import { describe, expect, test } from 'vitest'
import { countAsks, unsignedAsks } from '../../src/agreements/reminders.ts'
import type { Standing } from '../../src/agreements/rules.ts'
import { deliverMail } from '../../src/mail/deliver.ts'
import type { PersonKind } from '../../src/database/tables.ts'
import { renewLetter } from '../../src/reminders/renew.ts'
import { sendReminders } from '../../src/reminders/send.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { enterAgreement } from '../support/agreements.ts'
import { addDevice, addPerson, startApp } from '../support/app.ts'
import { lend } from '../support/loans.ts'

const TODAY = '2026-11-24'
const STANDINGS: Record<Standing['standing'], Standing> = {
  'signed': { standing: 'signed', agreement_id: 'a1', signed_on: '2026-09-02', until: null },
  'renew': { standing: 'renew', agreement_id: 'a1', signed_on: '2025-09-02' },
  'not signed': { standing: 'not signed', agreement_id: 'a1' },
  'not asked': { standing: 'not asked' },
}
const asked = (id: string, standing: Standing['standing'], kind: PersonKind = 'staff') => ({ id, kind, standing: STANDINGS[standing], words: `Words of ${standing}` })

describe('who is asked to sign', () => {
  test.each<[Standing['standing'], string[] | null]>([
    ['not signed', []], ['renew', ['Words of renew']], ['signed', null], ['not asked', null],
  ])('somebody whose standing is “%s”', (standing, items) => {
    expect(unsignedAsks([asked('marlo', standing)], TODAY).map((ask) => [ask.person_id, ask.kind, ask.items, ask.link]))
      .toEqual(items ? [['marlo', 'unsigned', items, '/agreements/a1/sign']] : [])
  })

  test('a week is quiet after it', () => {
    expect(unsignedAsks([asked('marlo', 'not signed')], TODAY)[0]).toMatchObject({ period: '2026-11-24', quiet: ['2026-11-24', '2026-11-23', '2026-11-22', '2026-11-21', '2026-11-20', '2026-11-19', '2026-11-18'] })
  })
})

describe('what the office is told', () => {
  const all = [asked('a', 'not signed'), asked('b', 'signed'), asked('c', 'renew', 'supply'), asked('d', 'signed', 'governor')]
  test.each<[string, ReturnType<typeof asked>[], string[], string[][]]>([
    ['how many of each kind', all, ['opal'], [['Staff: 1 of 2', 'Supply: 1 of 1']]],
    ['each in the office', all, ['opal', 'una'], [['Staff: 1 of 2', 'Supply: 1 of 1'], ['Staff: 1 of 2', 'Supply: 1 of 1']]],
    ['nothing when all have signed', [asked('b', 'signed')], ['opal'], []],
    ['nothing when nobody is asked', [], ['opal'], []],
  ])('%s', (_, people, office, items) => expect(countAsks(people, office, TODAY).map((ask) => ask.items)).toEqual(items))
})

const ADDRESS = 'https://kitbook.larkfield.example'

/** An agreement for everybody: the lead has signed it; Marlo, a supply teacher and the office have not. */
async function school() {
  const app = await startApp()
  const { db, lead } = app
  const marlo = await addPerson(db, { name: 'Marlo Finch', roles: ['staff'] })
  await addPerson(db, { name: 'Ned Harrow', kind: 'supply', roles: [], email: null })
  await addPerson(db, { name: 'Opal Quist', roles: ['office'] })
  const agreement_id = await enterAgreement(app)
  const sign = (person_id: string, signed_at: string) => db.insertInto('signatures').values(
    { id: `of ${person_id}`, agreement_id, person_id, text_hash: 'h', full_name: null, job_title: '', signed_at, how: 'paper', recorded_by_id: lead }).execute()
  await sign(lead, '2026-11-02T09:00:00.000Z')
  const at = (moment: string) => { app.clock.now = new Date(moment) }
  return { ...app, marlo, agreement_id, sign, at, remind: () => sendReminders(db, ADDRESS, app.clock.now) }
}

const letters = async ({ db }: Pick<Awaited<ReturnType<typeof school>>, 'db'>) =>
  (await db.selectFrom('outbox').select(['to_address', 'subject', 'body_text']).orderBy('created_at').orderBy('to_address').execute())
    .map(({ to_address, ...rest }) => ({ to: to_address.split('@')[0], ...rest }))

test('whoever has not signed is told once a week until they have, the office how many they are, the lead who has signed nothing', async () => {
  const own = await school()
  for (const day of ['11-24', '11-25', '11-30', '12-01', '12-02']) {
    own.at(`2026-${day}T15:00:00.000Z`)
    await own.remind()
    if (day === '12-01') await own.sign(own.marlo, own.clock.now.toISOString())
  }
  own.at('2026-12-08T15:00:00.000Z')
  await own.remind()
  const sent = await letters(own)
  expect(sent.map(({ to, subject }) => `${to}: ${subject}`)).toEqual([
    'marlo.finch: Please sign the agreement', 'opal.quist: Please sign the agreement',
    'marlo.finch: Please sign the agreement', 'opal.quist: Please sign the agreement', 'opal.quist: Please sign the agreement',
  ])
  expect(sent[0]!.body_text).toContain(`Read it and sign:\n${ADDRESS}/agreements/${own.agreement_id}/sign`)
  expect(sent[1]!.body_text).toContain('- Staff: 2 of 3\n- Supply: 1 of 1\n')
  expect(sent[4]!.body_text).toContain('- Staff: 1 of 3\n')
  expect(sent[1]!.body_text).toContain(`See who it is:\n${ADDRESS}/agreements`)
})

test('it comes in the letter about what is due, whose subject stays', async () => {
  const own = await school()
  await addDevice(own.db, 'LT-0001')
  await lend(own, own.marlo, 'LT-0001')
  own.at('2026-11-24T15:00:00.000Z')
  await own.remind()
  const [letter] = await letters(own)
  expect(letter!.subject).toBe('Please bring back LT-0001 today')
  expect(letter!.body_text).toMatch(/- LT-0001 \(Laptop\), by 3:30 pm[^]*Read it and sign/)
})

test.each([
  ['people are not told', { remind_unsigned: false }, ['Please ask those who have not signed the agreement']],
  ['the office is not told', { remind_unsigned_count: false }, ['Please sign the agreement', 'Please sign the agreement']],
  ['nobody is told', { remind_unsigned: false, remind_unsigned_count: false }, []],
])('where that is switched off %s', async (_, settings, subjects) => {
  const own = await school()
  await writeSettings(own.db, settings)
  own.at('2026-11-24T15:00:00.000Z')
  await own.remind()
  expect((await letters(own)).map(({ subject }) => subject)).toEqual(subjects)
})

test('who signs before the letter goes is not sent it', async () => {
  const own = await school()
  own.at('2026-11-24T15:00:00.000Z')
  await own.remind()
  await own.sign(own.marlo, '2026-11-24T15:01:00.000Z')
  const sent: string[] = []
  await deliverMail(own.db, async ({ to_address }) => void sent.push(to_address), () => own.clock.now, (letter, now) => renewLetter(own.db, letter, ADDRESS, now))
  expect(sent).toEqual(['opal.quist@larkfield.example'])
})
