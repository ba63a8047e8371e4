// The floor: bare Express and better-sqlite3. It answers the addresses that are measured with the reads and the rows that
// the act or page needs, the same durability, hand-written SQL, and the least markup that shows what was read.
import { createHash } from 'node:crypto'
import express, { type Request, type Response } from 'express'
import type { AddressInfo } from 'node:net'
import { newId } from '../../src/database/ids.ts'
import { openSqlite } from '../../src/database/sqlite.ts'
import { queries, type Facts } from './floor-queries.ts'

const db = openSqlite(process.env['FLOOR_FILE']!)
const q = queries(db)
const app = express()
app.disable('etag')
app.use(express.urlencoded({ extended: false }))

app.post('/desk/scans', (req, res) => {
  const { code, lane, id } = req.body as Record<string, string>
  const desk = q.desk.get(tokenOf(req, 'kitbook-desk')) as { id: string, name: string }
  const now = new Date()
  q.begin.run()
  const kind = answer(desk, `${desk.id} ${id}`, lane!, code!, now)
  q.commit.run()
  send(req, res, kind, screenOf(desk.id, lane!, now))
})

app.get('/', (req, res) => {
  const viewer = viewerOf(req)
  const now = new Date().toISOString()
  const today = now.slice(0, 10)
  const checks = q.checks.all() as { codes: string }[]
  const codes = checks.flatMap((alike) => alike.codes.split(' ')).toSorted().slice(0, 10)
  send(req, res, '', [
    ...q.checksOf.all(JSON.stringify(codes)), q.calendar.get(), ...q.pause.all(), ...q.notBack.all(), ...q.out.all(), q.pulse.get(now), q.overdue.get(now),
    q.backSince.get(today), ...q.outOfUse.all(), ...q.leavingWithLoans.all(today), ...q.leavingWithKept.all(today), ...q.kept.all(viewer.person_id), ...q.setUp.all(),
    ...q.ownReserved.all(today, today, viewer.person_id), ...q.offered.all(today), ...q.returns.all(),
    ...permissionsOf(viewer.person_id, today), ...resetsOf(viewer.person_id, today), ...lapsed(today), ...q.signed.all(viewer.person_id),
  ])
})

function permissionsOf(personId: string, today: string): unknown[] {
  return [...q.deputy.all(today, today, personId), ...q.waiting.all(today), ...q.ownApprovals.all(personId, today, today, today, today), ...q.toWipe.all()]
}

/** The first ten that lack a reset, and one's own. */
function resetsOf(personId: string, today: string): unknown[] {
  const { first_day, until } = q.period.get(today) as { first_day: string, until: string }
  const own = q.ownResets.all(personId, personId) as { id: string }[]
  return [...q.lacking.all(first_day, until).slice(0, 10), ...own, ...q.resetsOf.all(JSON.stringify(own.map(({ id }) => id)), first_day, until)]
}

/** What is away without a check that passed. */
function lapsed(today: string): unknown[] {
  const away = q.away.all() as { person_id: string, encryption: string | null, passed: number | null }[]
  const signed = q.signedHere.all(today, today, JSON.stringify(away.map(({ person_id }) => person_id)))
  return [...away.filter(({ encryption, passed }) => encryption !== null && passed !== 1), ...signed]
}

app.get('/book', (req, res) => {
  viewerOf(req)
  const entries = q.book.all() as { id: string }[]
  send(req, res, '', [q.calendar.get(), ...q.pause.all(), ...entries, ...q.corrections.all(JSON.stringify(entries.map(({ id }) => id))), ...q.classes.all(), q.bookCount.get()])
})

app.get('/devices/:code', (req, res) => {
  const viewer = viewerOf(req)
  const device = q.device.get(req.params.code) as { id: string, set_id: string | null }
  const [id, today] = [device.id, new Date().toISOString().slice(0, 10)]
  const history = q.history.all(id) as { id: string }[]
  send(req, res, '', [
    q.calendar.get(), device, ...q.custody.all(JSON.stringify([id])), ...q.sightings.all(id), ...q.tags.all(id), ...history, ...q.allocations.all(id),
    ...q.extensions.all(JSON.stringify(history.map((loan) => loan.id))), ...q.checksOf.all(JSON.stringify([req.params.code])),
    ...q.resetFacts.all(id), ...q.resets.all(id), ...q.signed.all(viewer.person_id), ...q.pastOutOfUse.all(id), ...q.notFor.all(id), q.person.get(viewer.person_id), ...q.peopleHere.all(today, today),
    ...q.classesOf.all(today, today), ...q.wishes.all(today, today, viewer.person_id), ...q.nextReserved.all(today, id, device.set_id),
  ])
})

app.get('/devices', (req, res) => {
  viewerOf(req)
  const like = `%${String(req.query['q'])}%`
  send(req, res, '', [q.calendar.get(), ...q.pause.all(), ...q.search.all(like, like), q.searchCount.get(like, like), ...q.types.all(), ...q.sets.all(), ...q.places.all()])
})

/** The end-of-day check: every device in use is read, and what is not in is shown. */
app.get('/end-of-day', (req, res) => {
  viewerOf(req)
  const today = new Date().toISOString().slice(0, 10)
  const devices = q.dayFacts.all() as (Facts & { because: string | null, keeper_id: string | null })[]
  const missing = devices.filter(({ loan_id, because, keeper_id }) => loan_id ?? because ?? keeper_id)
  send(req, res, '', [q.dayPulse.get(), q.calendar.get(), ...q.exceptions.all(today, today), ...q.check.all(today), ...missing])
})

/** One scan, inside a transaction: a class card, or a device that goes out or comes back. Returns what was done. */
function answer(desk: { id: string, name: string }, key: string, lane: string, code: string, now: Date): string {
  const at = now.toISOString()
  const lately = new Date(now.getTime() - 3000).toISOString()
  if (q.key.get(key) || q.same.get(desk.id, code, lately, lately, at)) return 'again'
  const state = JSON.parse((q.atDesk.get(desk.id) as { at_desk: string }).at_desk)
  const tag = q.tag.get(code) as { device_id: string | null, class_id: string, answers_id: string, purpose: string }
  if (!tag.device_id) {
    q.keep.run(JSON.stringify({ person_id: tag.answers_id, class_id: tag.class_id, purpose: tag.purpose, at }), desk.id)
    return 'again'
  }
  const [facts] = q.custody.all(JSON.stringify([tag.device_id])) as [Facts]
  const said = facts.loan_id ? takeBack(facts, desk, at) : lendOut(facts, desk, state, at)
  q.keep.run(JSON.stringify({ ...state, at }), desk.id)
  q.scan.run(newId(), key, desk.id, lane, code, at, at, JSON.stringify(said))
  return said.kind
}

function lendOut({ device_id }: Facts, desk: { id: string, name: string }, state: Record<string, string>, at: string) {
  q.person.get(state['person_id'])
  q.notFor.all(device_id)
  q.calendar.get()
  q.endsAfter.get(device_id, at)
  const id = newId()
  q.lend.run(id, device_id, state['person_id'], state['class_id'], state['person_id'], state['purpose'], at, at, desk.id)
  return said('out', device_id, desk, at, { loan_id: id, borrower_id: state['person_id']! })
}

function takeBack({ device_id, loan_id, borrower_id }: Facts, desk: { id: string, name: string }, at: string) {
  q.openLoan.get(device_id)
  q.end.run(at, desk.id, loan_id)
  return said('back', device_id, desk, at, { loan_id: loan_id!, borrower_id: borrower_id! })
}

function said(kind: string, device_id: string, desk: { id: string, name: string }, at: string, loan: { loan_id: string, borrower_id: string }) {
  q.seen.run(newId(), device_id, at, desk.name, desk.id)
  q.found.run(at, device_id)
  q.told.run(newId(), at, `loan.${kind}`, desk.id, device_id, JSON.stringify(loan))
  const [begun, ended] = kind === 'out' ? [[loan.loan_id], []] : [[], [loan.loan_id]]
  return { kind, device_ids: [device_id], person_id: loan.borrower_id, set_id: null, begun, ended, refused: [] }
}

/** What the desk shows after a scan: its last answers with their devices and loans, and the person's choices. */
function screenOf(deskId: string, lane: string, now: Date): unknown[] {
  const since = new Date(now.getTime() - 300_000).toISOString()
  const scans = q.scans.all(deskId, lane, since) as { answer: string, text: string }[]
  const answers = scans.map(({ answer }) => JSON.parse(answer) as ReturnType<typeof said>)
  const ids = (pick: (one: ReturnType<typeof said>) => (string | null)[]) => JSON.stringify(answers.flatMap(pick))
  const shown = [
    ...q.custody.all(ids((one) => one.device_ids)), ...q.loans.all(ids((one) => [...one.begun, ...one.ended])),
    ...q.names.all(ids((one) => [one.person_id])), ...scans.map(({ text }) => ({ text })), ...q.foundSince.all(since),
  ]
  if (lane === 'back') return shown
  const { person_id } = JSON.parse((q.atDesk.get(deskId) as { at_desk: string }).at_desk)
  const today = now.toISOString().slice(0, 10)
  return [...shown, q.calendar.get(), q.person.get(person_id), ...q.wishes.all(today, today, person_id), ...q.classesOf.all(today, today)]
}

function tokenOf(req: Request, name: string): string {
  const token = new RegExp(`(?:^|; )${name}=([^;]*)`).exec(req.headers.cookie ?? '')![1]!
  return createHash('sha256').update(token).digest('base64url')
}

function viewerOf(req: Request): { person_id: string } {
  return q.session.all(tokenOf(req, 'kitbook'), new Date().toISOString())[0] as { person_id: string }
}

/** A plain table: the least that shows the rows. */
function send(_req: Request, res: Response, kind: string, found: unknown[]): void {
  const line = (row: unknown) => `<tr>${Object.values(row as object).map((value) => `<td>${escape(String(value ?? ''))}</td>`).join('')}</tr>`
  const school = q.settings.all().map(line).join('')
  res.type('html').send(`<!doctype html><title>${school}</title><table data-answer="${kind}">${found.map(line).join('')}</table>`)
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

const server = app.listen(0, '127.0.0.1', () => console.log(`port=${(server.address() as AddressInfo).port}`))
