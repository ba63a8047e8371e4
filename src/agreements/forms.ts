import { z } from 'zod'
import { KINDS } from '../people/rules.ts'
import { day, formKey, neededLine, several } from '../http/fields.ts'

export const RENEWALS = ['yearly', 'new version', 'never'] as const
const dayNeeded = (empty: string) => day.refine((found) => found !== null, empty)
const MOST_LETTERS = 60_000

/** A policy speaks of passwords and never holds one: its own text is not searched for them. */
const policyText = z.string().default('').transform((text) => text.replace(/\r\n?/g, '\n').trim())
  .pipe(z.string().max(MOST_LETTERS, `Use at most ${MOST_LETTERS.toLocaleString('en-GB')} characters, or send a PDF`))

export const versionForm = z.object({
  title: neededLine('Enter the name of the agreement', 120),
  text: policyText,
  from_day: dayNeeded('Enter the day from which it holds'),
  kinds: several.pipe(z.array(z.enum(KINDS)).min(1, 'Tick who signs it')),
  renewal: z.enum(RENEWALS, { error: 'Choose when it is signed again' }),
  form_key: formKey,
})

export const signForm = z.object({
  full_name: neededLine('Type your full name', 120),
  job_title: neededLine('Type your job title, such as Supply teacher', 80),
  read: z.literal('1', { error: 'Tick that you have read it' }),
  form_key: formKey,
})

export const paperForm = z.object({
  person_ids: several.pipe(z.array(z.string().max(64)).min(1, 'Tick who signed on paper').max(1000)),
  day: dayNeeded('Enter the day on which they signed'),
  form_key: formKey,
})

export const receptionForm = z.object({ person_id: z.string().max(64).default('').pipe(z.string().min(1, 'Choose who signs')) })

/** A list's address: whatever cannot be read counts as not asked for. */
export const unsignedQuery = z.object({ kind: z.enum(KINDS).or(z.literal('')).catch('') })

export const agreementSettingsForm = z.object({
  unsigned_may: z.enum(['borrow', 'borrow here', 'nothing'], { error: 'Choose what they may do' }),
  agreement_warn_until: day,
  agreement_before_account: z.literal('1').optional().transform((value) => value === '1'),
})

const howMany = z.string().default('').transform((typed) => typed.trim())
  .pipe(z.string().regex(/^\d{0,3}$/, 'Write a whole number up to 999')).transform((typed) => (typed === '' ? null : Number(typed)))

export const countForm = z.object({
  class_id: z.string().max(64).default(''),
  about: z.enum(['pupils', 'parents'], { error: 'Choose pupils or parents' }),
  signed: howMany, total: howMany, form_key: formKey,
})
  .refine(({ signed, total }) => signed !== null && total !== null, { path: ['signed'], message: 'Write how many signed, and of how many' })
  .refine(({ signed, total }) => signed === null || total === null || signed <= total, { path: ['signed'], message: 'More cannot have signed than there are' })
  .transform(({ signed, total, ...rest }) => ({ ...rest, signed: signed ?? 0, total: total ?? 0 }))
