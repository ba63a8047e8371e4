import { beforeEach, expect, test } from 'vitest'
import { cancelReservation, giveReservation } from '../../src/reservations/change.ts'
import { offerReservations, takeOver } from '../../src/reservations/offer.ts'
import { addDays } from '../../src/calendar/days.ts'
import { fieldsOf } from '../loans/support.ts'
import { addPerson, signedIn } from '../support/app.ts'
import { lend } from '../support/loans.ts'
import { ADDRESS, idOf, type ReservingSchool, reservingSchool } from './support.ts'

const WEDNESDAY = '2026-11-25'

let school: ReservingSchool
let office: string
let ids: [string, string]

const as = (person: string) => signedIn(school, person)
const page = async (path: string, who: string) => (await (await as(who)).get(path)).text
const row = (id: string) => school.db.selectFrom('reservations').select(['person_id', 'class_id', 'purpose', 'offered_at', 'offered_by_id', 'cancelled_at']).where('id', '=', id).executeTakeFirstOrThrow()
const verbs = async () => (await school.db.selectFrom('events').select('verb').where('subject', '=', 'reservation').orderBy('id').execute()).map(({ verb }) => verb.replace('reservation.', ''))
const offer = (reservation_ids: readonly string[] = ids, who = office) => offerReservations(school.db, { person_id: school.imogen, reservation_ids, actor: { person_id: who, desk_id: null } }, school.clock.now)
const post = async (who: string, path: string, fields: Record<string, unknown> = {}) => (await as(who)).post(path).type('form').send(fields)

/** Imogen has reserved two iPads for Wednesday and for Thursday, both before break. */
beforeEach(async () => {
  school = await reservingSchool()
  office = await addPerson(school.db, { name: 'Ada Quill', roles: ['office'] })
  ids = [idOf(await school.ask({ day: WEDNESDAY, class_id: school.oak })), idOf(await school.ask({ day: addDays(WEDNESDAY, 1) }))]
})

test('from a person’s page to somebody else’s class: offered without a reason, taken over once, told on each page', async () => {
  const persons = `/people/${school.imogen}`
  const asked = await page(persons, office)
  expect(asked.match(/name="reservation_ids"[^>]*value="[^"]+"\s+checked/g)).toHaveLength(2)
  expect(asked).toContain('2 × iPad, tomorrow, Before break')
  expect(await page('/', school.lead)).not.toContain('id="offered"')
  const done = await post(office, '/reservations/offers', { person_id: school.imogen, reservation_ids: ids })
  expect(done.headers['location']).toBe(`${persons}?done=offered`)
  expect(await row(ids[0])).toMatchObject({ person_id: school.imogen, offered_at: school.clock.now.toISOString(), offered_by_id: office })
  expect(await page('/', school.lead)).toContain('2 reservations offered, and nobody has taken them yet')
  expect(await page('/', school.marlo)).not.toContain('nobody has taken')

  const list = await page('/reservations', school.marlo)
  expect(list.match(/Take it over/g)).toHaveLength(2)
  expect(list).not.toContain('away because')
  const form = await page(`/reservations/${ids[0]}`, school.marlo)
  expect(form).toContain(`action="/reservations/${ids[0]}/takeover"`)
  expect(form).not.toMatch(/<option[^>]*selected[^>]*>4 Oak|value="Computing"/)
  const refused = await post(school.marlo, `/reservations/${ids[0]}/takeover`, { purpose: '' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Say what it is for')
  const taken = await post(school.marlo, `/reservations/${ids[0]}/takeover`, { purpose: 'Reading', class_id: '' })
  expect(taken.headers['location']).toBe(`/reservations/${ids[0]}?done=taken`)
  expect(await row(ids[0])).toEqual({ person_id: school.marlo, class_id: null, purpose: 'Reading', offered_at: null, offered_by_id: null, cancelled_at: null })
  expect(await page(taken.headers['location']!, school.marlo)).toContain('It is yours now.')
  expect(await page('/', school.lead)).toContain('1 reservation offered, and nobody has taken it yet')
  expect(await verbs()).toEqual(['made', 'made', 'offered', 'offered', 'given'])
  const given = await school.db.selectFrom('events').select('data').where('verb', '=', 'reservation.given').executeTakeFirstOrThrow()
  expect(JSON.parse(given.data)).toEqual({ from_id: school.imogen, to_id: school.marlo })
})

test('of several who take one over at the same moment one has it, and the others are told', async () => {
  await offer()
  const others = [school.marlo, school.lead, office, await addPerson(school.db, { name: 'Pru Abara', roles: ['staff'] })]
  const answers = await Promise.all(others.map((person_id) => takeOver(school.db, ids[0], { class_id: null, purpose: 'Reading', actor: { person_id, desk_id: null } }, school.clock.now)))
  expect(answers.filter((answer) => 'id' in answer)).toHaveLength(1)
  expect(answers.flatMap((answer) => ('problems' in answer ? answer.problems.map(({ message }) => message) : []))).toEqual(Array(3).fill('It is not offered any more: somebody else has it, or it was taken back'))
  expect(others).toContain((await row(ids[0])).person_id)
  expect((await verbs()).filter((verb) => verb === 'given')).toHaveLength(1)
})

test('whoever sends the taking over twice has it once; whoever comes late reads why not', async () => {
  await offer()
  const path = `/reservations/${ids[0]}/takeover`
  for (const _ of [1, 2]) expect((await post(school.marlo, path, { purpose: 'Reading' })).status).toBe(303)
  expect((await verbs()).filter((verb) => verb === 'given')).toHaveLength(1)
  const late = await post(school.lead, path, { purpose: 'Reading' })
  expect([late.status, late.text.includes('It is not offered any more')]).toEqual([422, true])
})

test('nobody takes over what is not lent to them, for a class of another year, or after their last day', async () => {
  await offer()
  const take = (person_id: string, class_id: string | null = null) => takeOver(school.db, ids[0], { class_id, purpose: 'Reading', actor: { person_id, desk_id: null } }, school.clock.now)
  const messages = async (answer: ReturnType<typeof take>) => ((await answer) as { problems: { message: string }[] }).problems.map(({ message }) => message)
  expect(await messages(take(await addPerson(school.db, { name: 'Pru Abara', kind: 'volunteer' })))).toEqual([expect.stringContaining('iPad is not lent to a volunteer')])
  expect(await messages(take(await addPerson(school.db, { name: 'Cormac Bride', last_day: '2026-11-24' })))).toEqual(['Their last day has passed by then'])
  expect(await messages(take(school.marlo, 'another'))).toEqual(['Choose a class of that school year'])
  expect(await row(ids[0])).toMatchObject({ person_id: school.imogen, offered_by_id: office })
})

test('is taken back while nobody has it, by the office or by whoever reserved it, and by nobody else', async () => {
  await offer()
  const path = (id: string) => `/reservations/${id}/offer/withdrawal`
  expect((await post(school.marlo, path(ids[0]))).status).toBe(403)
  expect((await post(office, path(ids[0]))).headers['location']).toBe(`/reservations/${ids[0]}?done=kept`)
  expect(await page(`/reservations/${ids[1]}`, school.imogen)).toContain('Keep it myself')
  expect((await post(school.imogen, path(ids[1]))).status).toBe(303)
  for (const id of ids) expect(await row(id)).toMatchObject({ person_id: school.imogen, offered_at: null, offered_by_id: null })
  expect((await post(school.marlo, `/reservations/${ids[0]}/takeover`, { purpose: 'Reading' })).status).toBe(422)
  await offer([ids[0]])
  await takeOver(school.db, ids[0], { class_id: null, purpose: 'Reading', actor: { person_id: school.marlo, desk_id: null } }, school.clock.now)
  const late = await post(office, path(ids[0]))
  expect([late.status, late.text.includes('It is not offered any more')]).toEqual([422, true])
})

test('only what is theirs, to come and not collected is offered, once, and never one’s own', async () => {
  const others = idOf(await school.ask({ day: addDays(WEDNESDAY, 2), person_id: school.marlo }))
  await lend(school, school.imogen, 'IP-0003')
  const { id: loan_id } = await school.db.selectFrom('loans').select('id').where('borrower_id', '=', school.imogen).executeTakeFirstOrThrow()
  await school.db.insertInto('reservation_loans').values({ loan_id, reservation_id: ids[1] }).execute()
  expect(await offer([others, ids[0], ids[1], 'none'])).toEqual({ ids: [ids[0]] })
  expect(await offer()).toMatchObject({ problems: [{ name: 'reservation_ids' }] })
  expect((await row(others)).offered_at).toBeNull()
  const own = await post(office, '/reservations/offers', { person_id: office, reservation_ids: ids })
  expect([own.status, own.text.includes('These are your own')]).toEqual([422, true])
  const none = await post(office, '/reservations/offers', { person_id: school.imogen })
  expect([none.status, none.text.includes('Choose what others may have')]).toEqual([422, true])
  for (const who of [school.marlo, school.imogen]) expect((await post(who, '/reservations/offers', { person_id: school.imogen, reservation_ids: ids })).status).toBe(403)
})

test('what was cancelled, given or is past its lesson is offered no longer', async () => {
  const by = { person_id: office, desk_id: null, for_others: true, address: ADDRESS }
  await offer()
  await cancelReservation(school.db, ids[0], by, school.clock.now)
  await giveReservation(school.db, ids[1], school.marlo, by, school.clock.now)
  expect(await page('/reservations', school.lead)).not.toContain('Take it over')
  const third = idOf(await school.ask({ day: addDays(WEDNESDAY, 2) }))
  await offer([third])
  expect(await page('/reservations', school.lead)).toContain('Take it over')
  school.clock.now = new Date('2026-11-27T09:16:00.000Z')
  expect(await page('/reservations', school.lead)).not.toContain('Take it over')
  expect(await page('/', school.lead)).not.toContain('nobody has taken')
})

test('the arranging of a return offers what is ticked in the same act; with no devices it is offered all the same', async () => {
  const arranging = `/absences/new?person=${school.imogen}`
  expect(await page(arranging, office)).toContain('Offer these to others')
  await lend(school, school.imogen, 'IP-0003')
  const fields = fieldsOf(await page(arranging, office), '/absences')
  const kept = await school.db.selectFrom('devices').select('id').where('code', '=', 'IP-0003').executeTakeFirstOrThrow()
  const wish = { ...fields, device_ids: kept.id, by_day: '27 11 2026', how: 'collected' }
  const refused = await post(office, '/absences', { ...wish, by_day: '', reservation_ids: ids[0] })
  expect(refused.status).toBe(422)
  expect(refused.text).toMatch(new RegExp(`value="${ids[0]}"\\s+checked`))
  expect(refused.text).not.toMatch(new RegExp(`value="${ids[1]}"\\s+checked`))
  expect((await row(ids[0])).offered_at).toBeNull()
  const done = await post(office, '/absences', { ...wish, reservation_ids: ids[0] })
  expect(done.status).toBe(303)
  expect([(await row(ids[0])).offered_by_id, (await row(ids[1])).offered_by_id]).toEqual([office, null])
  const absence = await page(done.headers['location']!, office)
  expect(absence).toContain('Offered to others, and nobody has taken it yet')
  expect(absence).toMatch(new RegExp(`value="${ids[1]}"\\s+checked`))
})
