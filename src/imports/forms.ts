import { z } from 'zod'
import type { Problem } from '../http/forms.ts'
import { type About, type Field, fieldsOf, JOINED, type Mapping } from './columns/fields.ts'
import { neverKept } from './columns/never.ts'
import { isPossible } from './columns/recognise.ts'
import type { Answers } from './lines/read.ts'

const place = z.string().regex(/^\d{1,6}\.\d{1,3}$/).transform((text) => {
  const [line = 0, part = 0] = text.split('.').map(Number)
  return { line, part }
})

/** A page of an import's lines; whatever cannot be read counts as not asked for. */
export const viewQuery = z.object({
  status: z.enum(['new', 'changed', 'unchanged', 'problem']).nullable().catch(null).default(null),
  after: place.nullable().catch(null).default(null),
})

export const aboutForm = z.object({ about: z.enum(['devices', 'people']) })

const dateOrder = z.enum(['dmy', 'mdy'], { error: 'Say whether the day or the month comes first' })

/** The order of dates is asked only where it cannot be told. */
export const datesForm = z.object({ date_order: dateOrder })

type Fields = Record<string, unknown>
export type Columns = { mapping: Mapping, problems: Problem[] }

/** What each column means, from its field `column_3`; a column that is never kept means nothing. */
export function columnsFrom(body: Fields, headings: readonly string[], about: About): Columns {
  const known = fieldsOf(about)
  const mapping = headings.map((heading, i) => {
    const chosen = String(body[`column_${i}`] ?? '')
    return neverKept(heading) === null && chosen in known ? chosen as Field : null
  })
  const said = (field: Field, i: number) =>
    `“${headings[mapping.indexOf(field)]}” and “${headings[i]}” cannot both be “${known[field]}”`
  const isTwice = (field: Field | null, i: number) =>
    field !== null && !JOINED.includes(field) && mapping.indexOf(field) < i
  const twice = mapping.flatMap((field, i) =>
    (isTwice(field, i) ? [{ name: `column_${i}`, message: said(field!, i) }] : []))
  const missing = isPossible(about, mapping) || twice.length > 0 ? [] : [{ name: 'column_0', message: NEEDED[about] }]
  return { mapping, problems: [...twice, ...missing] }
}

const NEEDED: Record<About, string> = {
  devices: 'Say which column holds the code, the serial number or the computer name',
  people: 'Say which column holds the name, or which two hold the first name and the surname',
}

const answersForm = z.object({
  date_order: dateOrder.optional(),
  as_one: z.union([z.string(), z.array(z.string())]).optional(),
  several: z.string().optional(),
})

/** Answers to what the preview asks, added to those given before. */
export function answersFrom(body: Fields, before: Answers): Answers {
  const parsed = answersForm.safeParse(body)
  const { date_order, as_one, several } = parsed.success ? parsed.data : {}
  const lines = [as_one ?? []].flat().map(Number).filter(Number.isInteger)
  return {
    date_order: date_order ?? before.date_order, as_one: several === undefined ? before.as_one : lines,
    types: { ...before.types, ...typesFrom(body) },
  }
}

function typesFrom(body: Fields): Record<string, string> {
  const words = (name: string) => String(body[name.replace('type', 'words')] ?? '').slice(0, 200)
  const pairs = Object.keys(body).filter((name) => /^type_\d{1,3}$/.test(name))
    .map((name) => [words(name), String(body[name]).slice(0, 64)] as const)
  return Object.fromEntries(pairs.filter(([, type]) => type !== ''))
}
