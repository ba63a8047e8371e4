import { z } from 'zod'
import { formKey } from '../http/fields.ts'
import { BACK_LINES, LINES, type Typed, type TypedBack } from './rules.ts'

const text = z.string().max(300, 'Use at most 300 characters').default('')
const FIELDS = ['code', 'who', 'class_id', 'purpose', 'out', 'back'] as const

/** The sheet's day and its numbered lines: `code_1`, `who_1` … as they were typed. */
export const paperForm = z.object({
  form_key: formKey, day: text,
  ...Object.fromEntries(numbers().flatMap((n) => FIELDS.map((field) => [`${field}_${n}`, text]))),
  ...Object.fromEntries(numbers(BACK_LINES).flatMap((n) => [[`back_code_${n}`, text], [`back_at_${n}`, text]])),
})

export function numbers(count = LINES): number[] {
  return Array.from({ length: count }, (_, i) => i + 1)
}

export function linesOf(fields: Record<string, unknown>): Typed[] {
  const of = (field: string, n: number) => String(fields[`${field}_${n}`] ?? '')
  return numbers().map((n) => ({
    n, code: of('code', n), who: of('who', n), class_id: of('class_id', n), purpose: of('purpose', n), out: of('out', n), back: of('back', n),
  }))
}

export function backsOf(fields: Record<string, unknown>): TypedBack[] {
  const of = (field: string, n: number) => String(fields[`${field}_${n}`] ?? '')
  return numbers(BACK_LINES).map((n) => ({ n, code: of('back_code', n), back: of('back_at', n) }))
}
