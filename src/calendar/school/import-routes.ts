import type { Request, Response } from 'express'
import { actorOf } from '../../auth/actor.ts'
import { formOf } from '../../http/forms.ts'
import { post, type Route } from '../../http/routes.ts'
import { takeUpload, uploadOf } from '../../http/upload.ts'
import { typedDay } from '../typed.ts'
import { bankHolidaysIn } from './bank-holidays.ts'
import { importedFrom, type Meaning, meaningOf, type Meant, MEANINGS } from './means.ts'
import type { Dated } from './read-file.ts'
import { again, type Save, type Saving } from './shown-routes.ts'
import { writeBankHolidays, writeHalfTerms, writeSpecialDays } from './write.ts'

export const importRoutes = (save: Save): Route[] => [
  post('/calendar/file', 'keep-calendar', readFile, takeUpload),
  post('/calendar/dates', 'keep-calendar', save(bringIn)),
]

/** The school's dates, or the bank holidays as GOV.UK publishes them: shown before they are brought in. */
async function readFile(req: Request, res: Response): Promise<void> {
  const upload = uploadOf(req)
  const refuse = (message: string) => again(req, res, 'file', [{ name: 'file', message }])
  if (!upload.ok) return refuse(upload.sentence)
  const text = upload.bytes.toString('utf8')
  const holidays = bankHolidaysIn(text)?.map(({ day, name }): Meant => ({ name, first_day: day, last_day: day, as: 'bank holiday' }))
  // The reader of calendars is large, and a start has no use for it.
  const { readDates } = await import('./read-file.ts')
  const read = holidays ? { ok: true as const, events: holidays } : readDates(text)
  if (!read.ok) return refuse(read.sentence)
  const events = read.events.map((event): Meant => ('as' in event ? event as Meant : { ...event, as: meaningOf(event) }))
  res.page('calendar/dates', { events, form: formOf(valuesOf(events)), file_name: upload.name }, { title: 'What do these dates mean?' })
}

function valuesOf(events: Meant[]): Record<string, string> {
  return Object.fromEntries(events.flatMap(({ name, first_day, last_day, as }, i) => (
    [[`name_${i + 1}`, name], [`first_${i + 1}`, first_day], [`last_${i + 1}`, last_day], [`as_${i + 1}`, as]])))
}

async function bringIn(req: Request, res: Response): Promise<Saving | void> {
  const meant = meantIn(req.body as Record<string, unknown>)
  const { half_terms, special } = importedFrom(meant)
  const holidays = meant.filter(({ as }) => as === 'bank holiday').map(({ first_day, name }) => ({ day: first_day, name }))
  if (half_terms.length + special.length + holidays.length === 0) return again(req, res, 'file', [{ name: 'file', message: 'Nothing of that file was said to belong to the calendar' }])
  const years = [...new Set(half_terms.map(({ school_year }) => school_year))]
  return {
    verb: 'calendar.imported', done: 'imported', data: { half_terms: half_terms.length, days: special.length, bank_holidays: holidays.length },
    write: async (db) => {
      for (const year of years) await writeHalfTerms(db, year, half_terms.filter(({ school_year }) => school_year === year))
      await writeSpecialDays(db, special, actorOf(req).person_id, req.now)
      if (holidays.length > 0) await writeBankHolidays(db, holidays)
    },
  }
}

const MOST = 400

function meantIn(body: Record<string, unknown>): Meant[] {
  const text = (name: string) => String([body[name]].flat()[0] ?? '')
  return Array.from({ length: MOST }, (_, i) => i + 1).flatMap((n) => {
    const [first_day, last_day] = [typedDay(text(`first_${n}`)), typedDay(text(`last_${n}`))]
    const as = MEANINGS.find((meaning) => meaning === text(`as_${n}`))
    if (!first_day || !last_day || !as) return []
    return [{ name: text(`name_${n}`).slice(0, 60), first_day, last_day, as } satisfies Dated & { as: Meaning }]
  })
}
