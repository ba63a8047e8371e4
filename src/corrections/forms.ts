import { z } from 'zod'
import { chosenId, formKey, neededLine } from '../http/fields.ts'
import { day, time } from '../loans/forms.ts'

const OUTCOMES = ['returned', 'passed on', 'lost', 'returned unscanned'] as const

const open = z.object({ outcome: z.literal('') })
const ended = z.object({
  outcome: z.enum(OUTCOMES),
  returned_day: day('Say on which day it came back'),
  returned_time: time('Say at what time it came back'),
})

const entry = z.object({
  borrower_id: z.string().min(1, 'Say who had it').max(64),
  answers_id: chosenId,
  class_id: chosenId,
  purpose: neededLine('Say what it was for', 120),
  taken_day: day('Say on which day it was taken'),
  taken_time: time('Say at what time it was taken'),
  reason: neededLine('Say why you change this entry', 300),
  /** Names the entry as it was shown, so that nobody's later change is overwritten unseen. */
  seen: z.string().max(64),
  form_key: formKey,
})

export const correctForm = entry.and(z.discriminatedUnion('outcome', [open, ended], { error: 'Say how it ended' }))

export type CorrectFields = z.output<typeof correctForm>

export const strikeOutForm = z.object({
  strike_reason: neededLine('Say why this entry is struck out', 300),
  form_key: formKey,
})
