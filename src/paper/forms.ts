import { z } from 'zod'
import { formKey } from '../http/fields.ts'
import { LINES, type Typed } from './rules.ts'

const text = z.string().max(300).default('')
const FIELDS = ['code', 'who', 'class_id', 'purpose', 'out', 'back'] as const

/** The sheet's day and its numbered lines: `code_1`, `who_1` … as they were typed. */
export const paperForm = z.object({
  form_key: formKey, day: text,
  ...Object.fromEntries(numbers().flatMap((n) => FIELDS.map((field) => [`${field}_${n}`, text]))),
})

export function numbers(): number[] {
  return Array.from({ length: LINES }, (_, i) => i + 1)
}

export function linesOf(fields: Record<string, unknown>): Typed[] {
  return numbers().map((n) => {
    const of = (field: string) => String(fields[`${field}_${n}`] ?? '')
    return { n, code: of('code'), who: of('who'), class_id: of('class_id'), purpose: of('purpose'), out: of('out'), back: of('back') }
  })
}
