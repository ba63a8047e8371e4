import { z } from 'zod'
import type { PersonKind } from '../database/tables.ts'
import { formKey, line, neededLine, tick, wholeNumber } from '../http/fields.ts'

export const KINDS: readonly { value: PersonKind, label: string }[] = [
  { value: 'supply', label: 'Supply staff' }, { value: 'student', label: 'Students on placement' },
  { value: 'governor', label: 'Governors' },
  { value: 'volunteer', label: 'Volunteers' }, { value: 'visitor', label: 'Visitors' },
]

const kind = z.enum(['supply', 'student', 'governor', 'volunteer', 'visitor'], { error: 'Choose from the list' })

const prefix = z.string().default('').transform((text) => text.trim().toUpperCase())
  .pipe(z.string().regex(/^[A-Z][A-Z0-9]{0,5}$/, 'Use one to six letters, such as LT'))

const position = wholeNumber(1, 999)

export const typeForm = z.object({
  name: neededLine('Say what it is called', 60),
  code_prefix: prefix,
  position,
  holds_data: tick,
  encryption: line(80).transform((text) => text || null),
  check_days: wholeNumber(1, 1500),
  password_reset: tick,
  off_site: z.enum(['no', 'yes', 'lead', 'head'], { error: 'Choose whether it may leave the school' }),
  not_for: z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(kind)),
})

export const newTypeForm = typeForm.extend({ form_key: formKey })

export type TypeFields = z.output<typeof typeForm>
