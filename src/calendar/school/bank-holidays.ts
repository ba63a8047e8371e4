import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { topFolder } from '../../http/folders.ts'

export type BankHoliday = { day: string, name: string }

const shape = z.object({
  'england-and-wales': z.object({
    events: z.array(z.object({ title: z.string().min(1).max(80), date: z.iso.date() })).min(1).max(1000),
  }),
})

/** The bank holidays of England and Wales in the JSON that GOV.UK publishes; null when it is something else. */
export function bankHolidaysIn(text: string): BankHoliday[] | null {
  const parsed = shape.safeParse(jsonOf(text))
  return parsed.success ? parsed.data['england-and-wales'].events.map(({ date, title }) => ({ day: date, name: title })) : null
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

let shipped: ReadonlyMap<string, string> | undefined

/** The bank holidays that Kitbook comes with, day → name, until a newer file is brought in. */
export function shippedBankHolidays(): ReadonlyMap<string, string> {
  const read = () => bankHolidaysIn(readFileSync(join(topFolder, 'db/bank-holidays.json'), 'utf8')) ?? []
  shipped ??= new Map(read().map(({ day, name }) => [day, name]))
  return shipped
}
