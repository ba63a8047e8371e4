import { createHash, randomUUID } from 'node:crypto'
import type { z } from 'zod'

export type Problem = { name: string, message: string }

/** A form as a view needs it: what was typed and what is wrong with it, beside the field. */
export type Form = {
  value(name: string): string
  values(name: string): string[]
  error(name: string): string | null
  problems: Problem[]
  /** Names this very form, so that sending it twice acts once. */
  key: string
}

export function formOf(values: Record<string, unknown> = {}, problems: Problem[] = []): Form {
  const text = (value: unknown) => (value === undefined || value === null ? '' : String(value))
  return {
    value: (name) => {
      const given = values[name]
      return text(Array.isArray(given) ? given[0] : given)
    },
    values: (name) => [values[name]].flat().filter((value) => value !== undefined && value !== null).map(text),
    error: (name) => problems.find((problem) => problem.name === name)?.message ?? null,
    problems,
    key: typeof values['form_key'] === 'string' && problems.length > 0 ? values['form_key'] : newFormKey(),
  }
}

export function newFormKey(): string {
  return randomUUID()
}

export type Parsed<T> = { ok: true, data: T } | { ok: false, form: Form }

/** Reads a form's fields by its schema; what the schema does not name is dropped. */
export function parseForm<S extends z.ZodType>(schema: S, body: unknown): Parsed<z.output<S>> {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const parsed = schema.safeParse(fields)
  if (parsed.success) return { ok: true, data: parsed.data }
  return { ok: false, form: formOf(fields, problemsOf(parsed.error)) }
}

/** The first problem of each field, in the order of the fields. */
function problemsOf(error: z.ZodError): Problem[] {
  const problems = error.issues.map((issue) => ({ name: String(issue.path[0] ?? ''), message: issue.message }))
  return problems.filter((problem, i) => problems.findIndex(({ name }) => name === problem.name) === i)
}

export function fieldsHash(fields: unknown): string {
  return createHash('sha256').update(JSON.stringify(fields)).digest('base64url')
}
