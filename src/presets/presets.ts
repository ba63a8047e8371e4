import { askedFirst } from './five/asked-first.ts'
import { codeOfConduct } from './five/code-of-conduct.ts'
import { signedAtInduction } from './five/signed-at-induction.ts'
import { signedYearly } from './five/signed-yearly.ts'
import { signingOutBook } from './five/signing-out-book.ts'
import type { Preset, PresetId } from './shape.ts'

/** The five policies that a school can start from, by their character; the first is where a new school begins. */
export const PRESETS: readonly Preset[] = [signingOutBook, codeOfConduct, askedFirst, signedAtInduction, signedYearly]

export function presetOf(id: PresetId | null): Preset {
  return PRESETS.find((preset) => preset.id === id) ?? signingOutBook
}
