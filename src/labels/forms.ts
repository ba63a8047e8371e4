import { z } from 'zod'
import { formKey, tick } from '../http/fields.ts'
import { perPage, SHEETS } from './sheets.ts'

export const WHATS = ['devices', 'sets', 'badges', 'classes', 'supply', 'blank'] as const
export type What = (typeof WHATS)[number]

/** Ticked boxes, or a list with commas in a link. */
const several = z.union([z.string(), z.array(z.string())]).default([])
  .transform((value) => [value].flat().flatMap((text) => text.split(',')).map((text) => text.trim()).filter(Boolean))

const whole = (usual: number, least: number, most: number) => z.string().default('').transform((text, context) => {
  const number = text.trim() === '' ? usual : Number(text)
  if (Number.isInteger(number) && number >= least && number <= most) return number
  context.addIssue({ code: 'custom', message: `Write a whole number from ${least} to ${most}` })
  return z.NEVER
})

/** Millimetres with a figure after the point, such as 1.5 or -0,5. */
const offset = z.string().default('').transform((text, context) => {
  const number = Number(text.trim().replace(',', '.').replace('−', '-'))
  if (Number.isFinite(number) && Math.abs(number) <= 10) return number
  context.addIssue({ code: 'custom', message: 'Write millimetres from -10 to 10, such as 1.5' })
  return z.NEVER
})

export const wishForm = z.object({
  what: z.enum(WHATS),
  type: z.string().max(80).default(''),
  set: z.string().max(40).default(''),
  devices: several.transform((texts) => texts.join(',')).pipe(z.string().max(40_000, 'That is too long a list: print it in parts')),
  sets: several,
  /** The address of a list of devices or of people, without its path: whoever or whatever it shows. */
  list: z.string().max(2000, 'That list is asked for at too great length').default(''),
  whose: z.enum(['everyone', 'without', 'these']).catch('everyone'),
  people: several,
  cards: several,
  supply_from: whole(1, 1, 999),
  supply_to: whole(10, 1, 999),
  blank_type: z.string().max(64).default(''),
  blank_count: whole(21, 1, 500),
  tag: z.enum(['code', 'link']).catch('code'),
  sheet: z.enum(SHEETS.map(({ code }) => code), { error: 'Choose the sheet' }),
  first: whole(1, 1, Math.max(...SHEETS.map(perPage))),
  x: offset,
  y: offset,
  border: tick,
})

export const printForm = wishForm.extend({ form_key: formKey })

export type Wish = z.output<typeof wishForm>

/** Cards are for people and classes, labels for everything else, until somebody chooses otherwise. */
export function usualSheet(what: What): string {
  return ['badges', 'classes', 'supply'].includes(what) ? 'CARDS' : 'L7160'
}

/** What a link asks for: `?what=devices&list=state%3Dout`, `?devices=LT-0001,LT-0002`, `?set=TR-A`, `?type=Laptop`, `?people=…`, `?cards=…`, `?what=blank`. */
export function askedFor(query: Record<string, unknown>): Record<string, unknown> & { what: What } {
  const named = WHATS.find((what) => what === query['what'])
  const what = named ?? (query['people'] ? 'badges' : query['cards'] ? 'classes' : query['sets'] ? 'sets' : 'devices')
  const whose = query['whose'] ?? (query['people'] ? 'these' : 'everyone')
  const sheet = SHEETS.some(({ code }) => code === query['sheet']) ? query['sheet'] : usualSheet(what)
  return { tag: 'code', ...query, what, whose, sheet }
}
