import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { dayOf, instantsAt } from '../calendar/days.ts'
import { NotFound } from '../errors.ts'
import { type Form, formOf, parseForm, type Problem } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { datedDay, sayFor } from '../http/say.ts'
import { type Choice, listClassChoices, listPeopleChoices, notOffered } from '../loans/choices.ts'
import { correctLoan, versionOf } from './correct.ts'
import { type CorrectFields, correctForm, strikeOutForm } from './forms.ts'
import type { Wanted } from './rules.ts'
import { findEntry } from './store.ts'
import { strikeOut } from './strike-out.ts'
import { tellCorrections } from './told.ts'

export const correctionRoutes: Route[] = [
  get('/loans/:id/correct', 'correct-book', (req, res) => show(req, res)),
  post('/loans/:id/correct', 'correct-book', correct),
  post('/loans/:id/strike-out', 'correct-book', strike),
]

type Entry = NonNullable<Awaited<ReturnType<typeof findEntry>>>

async function entryOf(req: Request): Promise<Entry> {
  const entry = await findEntry(req.db, String(req.params['id']))
  if (!entry) throw new NotFound('There is no such entry in the book.')
  return entry
}

type Refused = { form?: Form, strike?: Form, problems?: Problem[] }

async function show(req: Request, res: Response, refused: Refused = {}): Promise<void> {
  const entry = await entryOf(req)
  const form = refused.form ?? formOf(valuesOf(req, entry), refused.problems)
  const strike = refused.strike ?? formOf()
  const told = (await tellCorrections(req.db, [entry.id], sayFor(req.now))).get(entry.id) ?? []
  const summary = strike.problems.length > 0 ? strike : form
  const status = summary.problems.length > 0 ? 422 : 200
  const model = { entry, form, strike, told, summary, ...await choicesFor(req, entry) }
  res.page('corrections/correct', model, { title: `Correct ${entry.code}`, status })
}

/** The entry as its form shows it: days and times on the wall clock. */
function valuesOf(req: Request, entry: Entry): Record<string, unknown> {
  const day = (instant: string) => datedDay(dayOf(instant))
  const time = (instant: string) => sayFor(req.now).time(instant)
  return {
    borrower_id: entry.borrower_id, answers_id: entry.answers_id === entry.borrower_id ? '' : entry.answers_id,
    class_id: entry.class_id, purpose: entry.purpose, taken_day: day(entry.taken_at), taken_time: time(entry.taken_at),
    outcome: entry.outcome ?? '', returned_day: day(entry.returned_at ?? req.now.toISOString()),
    returned_time: entry.returned_at ? time(entry.returned_at) : '', seen: versionOf(entry),
  }
}

/** Whoever was here on the day of the entry, and what it says already, also where that has left the lists since. */
async function choicesFor(req: Request, entry: Entry) {
  const day = dayOf(entry.taken_at)
  const withOwn = (list: Choice[], value: string | null, label: string | null) =>
    (value === null || list.some((choice) => choice.value === value) ? list : [{ value, label: label! }, ...list])
  return {
    people: withOwn(await listPeopleChoices(req.db, day, false), entry.borrower_id, entry.borrower),
    answerers: withOwn(await listPeopleChoices(req.db, day, true), entry.answers_id, entry.answers),
    classes: withOwn(await listClassChoices(req.db, entry.borrower_id, day), entry.class_id, entry.class_name),
  }
}

async function correct(req: Request, res: Response): Promise<void> {
  const entry = await entryOf(req)
  const parsed = parseForm(correctForm, req.body)
  if (!parsed.ok) return show(req, res, { form: parsed.form })
  const { reason, seen, form_key } = parsed.data
  const offered = notOffered(parsed.data, await choicesFor(req, entry))
  if (offered.length > 0) return show(req, res, { form: formOf(req.body, offered) })
  const wish = { loan_id: entry.id, wanted: wantedOf(parsed.data), reason, seen, actor: actorOf(req) }
  const { problems, stale } = await correctLoan(req.db, form_key, wish, req.now)
  if (stale) return show(req, res, { problems })
  if (problems.length > 0) return show(req, res, { form: formOf(req.body, problems) })
  goToEntry(res, entry, isTwice(parsed.data) ? 'corrected-second' : 'corrected')
}

function goToEntry(res: Response, { id, code }: Entry, done: string): void {
  res.redirect(303, `/book?device=${encodeURIComponent(code)}&done=${done}#e-${id}`)
}

/** Whether a time was typed that came twice, as the clocks went back; it is then taken as the second. */
function isTwice({ taken_day, taken_time, ...ended }: CorrectFields): boolean {
  const times = [[taken_day, taken_time], ...ended.outcome === '' ? [] : [[ended.returned_day, ended.returned_time]]] as [string, string][]
  return times.some(([day, time]) => instantsAt(day, time).length > 1)
}

function wantedOf(fields: CorrectFields): Wanted {
  return { ...fields, outcome: fields.outcome === '' ? null : fields.outcome }
}

async function strike(req: Request, res: Response): Promise<void> {
  const entry = await entryOf(req)
  const parsed = parseForm(strikeOutForm, req.body)
  if (!parsed.ok) return show(req, res, { strike: parsed.form })
  const { strike_reason, form_key } = parsed.data
  await strikeOut(req.db, form_key, { loan_id: entry.id, reason: strike_reason, actor: actorOf(req) }, req.now)
  goToEntry(res, entry, 'struck-out')
}
