import { z } from 'zod'
import { chosenId, day, formKey, line, note, wholeNumber } from '../http/fields.ts'
import { ownCode } from '../tags/forms.ts'
import { penceFrom, poundsFrom, STATES } from './rules.ts'
import type { Device } from './store.ts'

const oldNumbers = line(400)
  .transform((text) => text.split(/[,;]/).map((part) => part.trim()).filter((part) => part !== ''))

const price = z.string().default('').transform((text, context) => {
  const pence = text.trim() ? penceFrom(text) : null
  const message = 'Write an amount in pounds such as £1,249.00'
  if (pence === null && text.trim()) context.addIssue({ code: 'custom', message })
  return pence
})

export const deviceForm = z.object({
  code: ownCode('LT-0427'),
  type_id: z.string().default('').pipe(z.string().min(1, 'Choose what it is')),
  make: line(80),
  model: line(80),
  serial: line(64).transform((text) => text.toUpperCase() || null),
  computer_name: line(64),
  old_numbers: oldNumbers,
  bought_on: day,
  price,
  warranty_until: day,
  set_id: chosenId,
  slot: wholeNumber(1, 60),
  place: line(80),
  notes: note(2000),
})

export const newDeviceForm = deviceForm.extend({ form_key: formKey })

export type DeviceFields = z.output<typeof deviceForm>

/** What is stored, as the form shows it again. */
export function typedAgain(device: Device, oldNumbers: string[]): Record<string, unknown> {
  const { price_pence, bought_on, warranty_until, ...rest } = device
  return {
    ...rest,
    old_numbers: oldNumbers.join(', '),
    price: price_pence === null ? '' : poundsFrom(price_pence),
    bought_on: bought_on && spoken(bought_on),
    warranty_until: warranty_until && spoken(warranty_until),
  }
}

/** "17 3 2027", as the form asks for it. */
function spoken(day: string): string {
  return day.split('-').toReversed().map(Number).join(' ')
}

const text = z.string().max(200).catch('')
const page = z.string().max(20).optional().catch(undefined)

/** Where an earlier page of a device's past begins; null for its newest page. */
export const pastQuery = z.object({ earlier: z.string().max(40), than: z.string().max(64) }).nullable().catch(null)
  .transform((query) => query && { at: query.earlier, id: query.than })

/** A list's address: whatever cannot be read counts as not asked for. */
export const filterQuery = z.object({
  q: z.string().max(2000).catch(''), type: text, home: text, with: text, state: z.enum(STATES).or(z.literal('')).catch(''),
})

export const placeQuery = z.object({ after: page, before: page })
