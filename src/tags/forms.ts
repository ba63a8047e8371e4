import { z } from 'zod'
import { CODE_PATTERN, tagText, writtenCode } from './scan.ts'

/** A code that is typed, or scanned as a link or by itself. */
const scanned = (example: string) => ({
  typed: z.string().default('').transform((typed) => writtenCode(tagText(typed))),
  needed: z.string().min(1, `Enter a code such as ${example}`),
})

/** Any text that a scanner can read: cards that a school has already may look like anything. */
export function tagCode(example: string) {
  const { typed, needed } = scanned(example)
  return typed.pipe(needed.regex(/^[!-~]+$/, `Use letters, figures and hyphens: ${example}`))
}

/** The code that a device or a set is known by, and has its page at. */
export function ownCode(example: string) {
  const { typed, needed } = scanned(example)
  return typed.pipe(needed.regex(CODE_PATTERN, `Use letters, figures and hyphens only, at most 20 of them: ${example}`)
    .refine((text) => text !== 'NEW', 'NEW is a page of its own: choose another code'))
}
