// The floor: bare Express and better-sqlite3 doing the reads and writes of an act or page, with the same durability.
import express from 'express'
import type { AddressInfo } from 'node:net'
import { openSqlite } from '../../src/database/sqlite.ts'
import { newId } from '../../src/database/ids.ts'

const db = openSqlite(process.env['FLOOR_FILE']!)
const one = (sql: string) => db.prepare(sql)
const begin = one('begin immediate')
const commit = one('commit')
const tag = one('select device_id from tags where text = ?')
const person = one('select id, name from people where id = ?')
const custody = one(`select d.id, d.code, t.name as type, l.id as loan_id, b.name as borrower, l.taken_at, l.due_at, o.because
  from devices d join device_types t on t.id = d.type_id
  left join loans l on l.device_id = d.id and l.returned_at is null and l.voided_at is null left join people b on b.id = l.borrower_id
  left join out_of_use o on o.device_id = d.id and o.until_at is null where d.id = ?`)
const lend = one(`insert into loans (id, device_id, borrower_id, answers_id, purpose, taken_at, due_at, off_site, source, out_desk_id)
  values (?, ?, ?, ?, ?, ?, ?, 0, 'desk', ?)`)
const end = one(`update loans set returned_at = ?, outcome = 'returned', back_desk_id = ? where id = ?`)
const seen = one(`insert into sightings (id, device_id, seen_at, place, desk_id) values (?, ?, ?, 'the suite', ?)`)
const told = one(`insert into events (id, at, verb, desk_id, subject, subject_id, data) values (?, ?, ?, ?, 'device', ?, ?)`)
const scanned = one(`insert into desk_scans (id, key, desk_id, lane, text, scanned_at, answer) values (?, ?, ?, 'desk', ?, ?, ?)`)
const desk = one('update desks set at_desk = ? where id = ?')
const listed = (where: string, order: string, most: number) => one(`select l.id, d.code, t.name as type, b.name as borrower, c.name as class,
  l.purpose, l.taken_at, l.due_at, l.returned_at, l.outcome from loans l join devices d on d.id = l.device_id
  join device_types t on t.id = d.type_id join people b on b.id = l.borrower_id left join classes c on c.id = l.class_id
  ${where} order by ${order} limit ${most}`)
const open = listed('where l.returned_at is null and l.voided_at is null', 'l.due_at', 60)
const book = listed('', 'l.taken_at desc, l.id desc', 50)
const history = listed('where l.device_id = ?', 'l.taken_at desc, l.id desc', 20)
const search = one(`select d.id, d.code, d.make, d.model from devices d where d.search_text like ? order by d.code limit 50`)

const app = express()
app.use(express.urlencoded({ extended: false }))
app.post('/scan', (req, res) => {
  const { code, desk_id, person_id, key } = req.body
  const now = new Date().toISOString()
  begin.run()
  const { device_id } = tag.get(code) as { device_id: string }
  const found = custody.get(device_id) as { loan_id: string | null }
  if (found.loan_id) end.run(now, desk_id, found.loan_id)
  else lend.run(newId(), device_id, person_id, person_id, 'Maths', now, now, desk_id)
  seen.run(newId(), device_id, now, desk_id)
  told.run(newId(), now, 'loan', desk_id, device_id, '{}')
  scanned.run(newId(), key, desk_id, code, now, '{}')
  desk.run(JSON.stringify({ person_id, at: now }), desk_id)
  commit.run()
  res.type('html').send(rows([person.get(person_id), custody.get(device_id)]))
})
app.get('/today', (_req, res) => res.type('html').send(rows(open.all())))
app.get('/book', (_req, res) => res.type('html').send(rows(book.all())))
app.get('/device/:code', (req, res) => {
  const { device_id } = tag.get(req.params.code) as { device_id: string }
  res.type('html').send(rows([custody.get(device_id), ...history.all(device_id)]))
})
app.get('/search', (req, res) => res.type('html').send(rows(search.all(`%${String(req.query['q'])}%`))))

/** A plain table: the least that shows the rows. */
function rows(found: unknown[]): string {
  const line = (row: unknown) => `<tr>${Object.values(row as object).map((value) => `<td>${escape(String(value ?? ''))}</td>`).join('')}</tr>`
  return `<!doctype html><table>${found.map(line).join('')}</table>`
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

const server = app.listen(0, '127.0.0.1', () => console.log(`port=${(server.address() as AddressInfo).port}`))
