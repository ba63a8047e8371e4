import { z } from 'zod'
import { typedDay } from '../calendar/typed.ts'
import { looksSecret, SECRET } from '../text/secrets.ts'

/** A line that may be empty, in single spaces. */
export const line = (most: number) => z.string().default('').transform((text) => text.replace(/\s+/g, ' ').trim())
  .pipe(z.string().max(most, `Use at most ${most} characters`).refine((text) => !looksSecret(text), SECRET))

/** A line that must say something. */
export const neededLine = (empty: string, most: number) => line(most).refine((text) => text !== '', empty)

/** Several lines, as typed. */
export const note = (most: number) => z.string().default('').transform((text) => text.replace(/\r\n?/g, '\n').trim())
  .pipe(z.string().max(most, `Use at most ${most} characters`).refine((text) => !looksSecret(text), SECRET))

/** A day as YYYY-MM-DD, or null where nothing is typed. */
export const day = z.string().default('').transform((text, context) => {
  const found = typedDay(text)
  if (found === null && text.trim()) context.addIssue({ code: 'custom', message: 'Write a day such as 17 3 2027' })
  return found
})

/** A day that must be given. */
export const neededDay = (empty: string) => day.transform((typed, context) => {
  if (typed !== null) return typed
  context.addIssue({ code: 'custom', message: empty })
  return z.NEVER
})

/** What was ticked or sent side by side: a browser sends one as a text, none not at all. */
export const several = z.union([z.string(), z.array(z.string())]).default([]).transform((sent) => [sent].flat())

/** A whole number in a range, or null where nothing is typed. */
export const wholeNumber = (least: number, most: number) => z.string().default('').transform((text, context) => {
  const typed = text.trim()
  if (typed === '') return null
  const number = /^\d{1,6}$/.test(typed) ? Number(typed) : NaN
  if (number >= least && number <= most) return number
  context.addIssue({ code: 'custom', message: `Write a whole number from ${least} to ${most}` })
  return null
})

/** A whole number in a range that must be given. */
export const neededNumber = (least: number, most: number) => wholeNumber(least, most).transform((number, context) => {
  if (number !== null) return number
  context.addIssue({ code: 'custom', message: `Write a whole number from ${least} to ${most}` })
  return z.NEVER
})

/** One of a list of rows, or null for the empty choice. */
export const chosenId = z.string().max(64).default('').transform((text) => text.trim() || null)

export const tick = z.string().optional().transform((value): 0 | 1 => (value === '1' ? 1 : 0))

const AGAIN = 'Open the page again'

export const formKey = z.string({ error: AGAIN }).min(16, AGAIN).max(64, AGAIN)
