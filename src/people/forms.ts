import { z } from 'zod'
import { email } from '../auth/forms.ts'
import { ROLES } from '../auth/permissions.ts'
import { tagCode } from '../tags/forms.ts'
import type { Role } from '../database/tables.ts'
import { day, formKey, line, neededLine, several } from '../http/fields.ts'
import { KINDS } from './rules.ts'

const fields = z.object({
  name: neededLine('Enter the name', 120),
  kind: z.enum(KINDS, { error: 'Choose what brings them to the school' }),
  job_title: line(80),
  email: z.string().default('').transform((typed) => typed.trim() || null).pipe(email.nullable()),
  first_day: day,
  last_day: day,
  class_ids: several,
})

export type PersonFields = z.output<typeof fields>

const inOrder = <T extends { first_day: string | null, last_day: string | null }>({ first_day, last_day }: T) =>
  first_day === null || last_day === null || first_day <= last_day
const ORDER = { path: ['last_day'], message: 'The last day is before the first' }

export const personForm = fields.refine(inOrder, ORDER)
export const newPersonForm = fields.extend({ form_key: formKey }).refine(inOrder, ORDER)

export const badgeForm = z.object({ code: tagCode('P-0042') })

export const rolesForm = z.object({ roles: several.pipe(z.array(z.enum(ROLES as readonly [Role, ...Role[]]))) })

const choice = z.string().max(64).catch('')
const page = z.string().max(64).optional().catch(undefined)

/** A list's address: whatever cannot be read counts as not asked for. */
export const listQuery = z.object({
  q: z.string().max(200).catch(''),
  kind: z.enum(KINDS).or(z.literal('')).catch(''),
  role: z.enum(ROLES as readonly [Role, ...Role[]]).or(z.literal('')).catch(''),
  class: choice,
  here: z.enum(['left', 'all']).or(z.literal('')).catch(''),
  after: page, before: page,
})

export type PeopleFilter = Omit<z.output<typeof listQuery>, 'after' | 'before'>
