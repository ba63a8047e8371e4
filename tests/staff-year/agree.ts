import { expect } from 'vitest'
import supertest from 'supertest'
import { sendReminders } from '../../src/reminders/send.ts'
import { openDesk } from '../../src/desk/session.ts'
import { addDays } from '../simulation/model/wall-clock.ts'
import type { Adult, Place } from './model.ts'
import { goTo, officeOf, type StaffYear } from './school.ts'

/** Every device is where the secretary says it is, and in one place only. */
export async function devicesAgree({ kit: { db }, model }: StaffYear): Promise<void> {
  const out = await db.selectFrom('loans as l').innerJoin('devices as d', 'd.id', 'l.device_id').innerJoin('people as p', 'p.id', 'l.borrower_id')
    .select(['d.code', 'p.name']).where('l.returned_at', 'is', null).where('l.voided_at', 'is', null).execute()
  const kept = await db.selectFrom('allocations as a').innerJoin('devices as d', 'd.id', 'a.device_id').innerJoin('people as p', 'p.id', 'a.keeper_id')
    .select(['d.code', 'p.name']).where('a.until_at', 'is', null).execute()
  const gone = await db.selectFrom('out_of_use as o').innerJoin('devices as d', 'd.id', 'o.device_id').select('d.code').where('o.until_at', 'is', null).execute()
  const all = await db.selectFrom('devices').select('code').orderBy('code').execute()
  const written = new Set(gone.map(({ code }) => code))
  const answering = await db.selectFrom('loans as l').innerJoin('devices as d', 'd.id', 'l.device_id').innerJoin('people as p', 'p.id', 'l.answers_id')
    .select(['d.code', 'p.name']).where('l.returned_at', 'is', null).where('l.voided_at', 'is', null).whereRef('l.answers_id', '<>', 'l.borrower_id').execute()
  const answers = new Map(answering.map(({ code, name }) => [code, { answers: name }]))
  const found = new Map<string, Place>(all.map(({ code }) => [code, written.has(code) ? 'written off' : 'store']))
  for (const { code, name } of out) if (!written.has(code)) found.set(code, { with: name, as: 'borrowed', ...answers.get(code) })
  for (const { code, name } of kept) if (!written.has(code)) found.set(code, { with: name, as: 'looked after' })
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries([...model.devices].toSorted(([a], [b]) => (a < b ? -1 : 1))))
}

/** Whoever the secretary has written down has reserved it, and nobody who has left by a day has anything reserved beyond it. */
export async function reservationsAgree({ kit: { db }, model }: StaffYear, today: string): Promise<void> {
  const rows = await db.selectFrom('reservations as r').innerJoin('people as p', 'p.id', 'r.person_id').select(['r.id', 'p.name', 'r.day', 'r.offered_at', 'p.last_day'])
    .where('r.cancelled_at', 'is', null).orderBy('r.id').execute()
  expect(rows.map(({ id, name, day }) => [id, name, day])).toEqual([...model.reserved].map(([id, { name, day }]) => [id, name, day]).toSorted(([a], [b]) => (a! < b! ? -1 : 1)))
  expect(rows.filter(({ last_day, day, offered_at }) => offered_at !== null || (last_day !== null && last_day <= today && last_day < day))).toEqual([])
}

/** No session is alive after its owner's last day, however it was kept awake; on the day itself it was. */
export async function sessionsEnd({ kit, sessions }: StaffYear, day: string): Promise<void> {
  for (const { token, last } of sessions) {
    const answer = await supertest(kit.app).get('/account').set('Cookie', `kitbook=${token}`)
    expect([last, answer.status]).toEqual([last, last >= day ? 200 : 303])
  }
}

/** Whoever left their screen open today goes on looking at it until midnight, so that idleness ends nothing. */
export async function screensStayAwake(year: StaffYear, day: string): Promise<void> {
  for (const time of ['17:20', '19:10', '21:00', '22:50']) {
    goTo(year, day, time)
    for (const { token } of year.sessions.filter(({ last }) => last === day)) await supertest(year.kit.app).get('/account').set('Cookie', `kitbook=${token}`).expect(200)
  }
}

/** A certificate says what the secretary's list says of the three weeks before the last day. */
export async function certificateAgrees(year: StaffYear, path: string, adult: Adult): Promise<void> {
  const { text } = await (await officeOf(year)).get(path)
  expect(text).toContain(adult.name)
  const since = addDays(adult.last!, -21)
  const expected = (year.model.ended.get(adult.name) ?? []).filter(({ day }) => day >= since)
  const lines = await year.kit.db.selectFrom('clearance_lines as n').innerJoin('devices as d', 'd.id', 'n.device_id').select(['d.code', 'n.had', 'n.ended'])
    .where('n.clearance_id', '=', path.split('/').at(-1)!.split('?')[0]!).orderBy('d.code').execute()
  expect(lines).toEqual(expected.map(({ code, had, ended }) => ({ code, had, ended })).toSorted((a, b) => (a.code < b.code ? -1 : 1)))
  for (const { code } of expected) expect(text).toContain(code)
}

/** Yesterday's cards put nobody at the desk. */
export async function cardsAreDead(year: StaffYear, day: string): Promise<void> {
  goTo(year, day, '08:05')
  const desk = supertest.agent(year.kit.app).set('Cookie', `kitbook-desk=${await openDesk(year.kit.db, `Desk of ${day}`, year.kit.lead, year.kit.clock.now, null)}`)
  for (const { number, name } of year.model.cards.filter((card) => card.day < day)) {
    const { text } = await desk.post('/desk/scans').set('HX-Request-Type', 'partial').type('form').send({ id: `scan-of-${day}-${number}-${name}`, lane: 'desk', code: `SUPPLY-${number}` })
    expect(text).toContain('data-visit="no"')
    expect(text).not.toContain(name)
  }
}

/** Whoever is away gets no letter, although what they have is late. */
export async function nobodyAwayIsReminded(year: StaffYear, day: string): Promise<void> {
  const { kit: { db, clock }, model } = year
  goTo(year, day, '16:45')
  await sendReminders(db, 'https://kitbook.larkfield.example', clock.now)
  for (const { id, name } of [...model.adults.values()].filter(({ away_until }) => away_until !== null)) {
    const letters = await db.selectFrom('reminders').select('id').where('person_id', '=', id).where('at', '>=', clock.now.toISOString()).execute()
    expect([day, name, letters]).toEqual([day, name, []])
  }
}

/** Every return that was arranged is done, because everything came back; no reason stands anywhere. */
export async function absencesAreOver(year: StaffYear): Promise<void> {
  const { text } = await (await officeOf(year)).get('/absences.csv')
  const lines = text.trim().split('\r\n').slice(1)
  expect(lines.map((line) => line.split(',')[0]).toSorted()).toEqual(year.away.toSorted())
  for (const line of lines) expect(line).toContain(',All back,')
}
