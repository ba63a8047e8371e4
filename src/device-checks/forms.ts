import { z } from 'zod'
import { day, formKey, line, neededLine, several, wholeNumber } from '../http/fields.ts'

/** One form for scanning and for the findings: whichever was pressed or typed. */
export const scanForm = z.object({
  text: line(200),
  finding: z.string().max(60).default(''),
  device_id: z.string().max(64).default(''),
  kind_id: z.string().max(64).default(''),
  note: line(200),
  /** On which day it was really done, where that was not today. */
  day,
  form_key: formKey,
})

export const evidenceForm = z.object({ form_key: formKey })

export const kindForm = z.object({
  name: neededLine('Say what is checked, such as PAT', 60),
  days: wholeNumber(1, 1500).refine((days) => days !== null, 'Say for how many days a check lasts'),
  type_ids: several.pipe(z.array(z.string().max(64)).min(1, 'Tick which types of device owe it').max(100)),
  form_key: formKey,
})

export const SHOWN = ['owed', 'failed', 'soon', 'all'] as const
export type Shown = typeof SHOWN[number]

/** A list's address: whatever cannot be read counts as not asked for. */
export const listQuery = z.object({
  show: z.enum(SHOWN).catch('owed'), type: z.string().max(64).catch(''), after: z.string().max(20).catch(''),
})
