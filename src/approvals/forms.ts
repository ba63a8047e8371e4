import { z } from 'zod'
import { chosenId, day, formKey, line, neededDay, neededLine, tick } from '../http/fields.ts'

/** Codes as a scanner or a hand leaves them: one a line, or with commas or spaces between. */
export const codes = z.string().default('').pipe(z.string().max(4000, 'Those are too many at once'))
  .transform((typed) => typed.split(/[\s,;]+/).filter(Boolean))

export const askForm = z.object({
  person_id: chosenId,
  codes,
  type_id: chosenId,
  from_day: neededDay('Enter the day it leaves'),
  until_day: neededDay('Enter the day by which it is back in school'),
  why: neededLine('Say what it is for', 200),
  carries_personal_data: tick,
  video_calls: tick,
  form_key: formKey,
})

export const decisionForm = z.object({
  decision: z.enum(['approved', 'declined'], { error: 'Approve it or decline it' }),
  until: day,
  words: line(300),
  form_key: formKey,
})

export const revocationForm = z.object({ words: line(300), form_key: formKey })

/** A list's address: whatever cannot be read counts as not asked for. */
export const listQuery = z.object({
  show: z.enum(['waiting', 'in force', 'past', 'all']).optional().catch(undefined),
  person: z.string().max(64).catch(''), before: z.string().max(64).catch(''),
})

export const deputyForm = z.object({
  person_id: z.string().max(64).default('').pipe(z.string().min(1, 'Choose who stands in')),
  from_day: neededDay('Enter the first day'),
  until_day: day,
  form_key: formKey,
}).refine(({ from_day, until_day }) => until_day === null || from_day <= until_day, { path: ['until_day'], message: 'The last day comes before the first' })

const yes = z.literal('1').optional().transform((value) => value === '1')

const whose = z.enum(['', 'lead', 'head'], { error: 'Choose from the list' }).default('')

export const approvalSettingsForm = z.object({
  ask_personal_data: yes, ask_video_calls: yes, field_is_on_site: yes, permission_warn_until: day,
  borrow_supply: whose, borrow_student: whose, borrow_governor: whose, borrow_volunteer: whose, borrow_visitor: whose,
})
