import type { Db } from '../database/open.ts'
import { PRESETS, presetOf } from './presets.ts'
import { printOf, readStanding } from './read.ts'
import { changesTo, ruleOf, standingWords } from './rules.ts'
import type { Preset } from './shape.ts'
import { keptWords, linesOf } from './words.ts'

/** Every preset with how far the school is from it. */
export async function chosenPreset(db: Db) {
  const standing = await readStanding(db)
  const own = presetOf(standing.preset)
  return PRESETS.map((preset) => {
    const changes = linesOf(changesTo(preset, standing)).length
    return { id: preset.id, name: preset.name, about: preset.about, own: preset === own, words: standingWords(changes), changes }
  })
}

/** One preset: what it would change, then clause by clause what it asks and who sees to it. */
export async function presetPage(db: Db, preset: Preset) {
  const standing = await readStanding(db)
  const changes = changesTo(preset, standing)
  const lines = linesOf(changes)
  const others = standing.types.filter((type) => !ruleOf(preset, type)).map(({ name }) => name)
  return {
    preset: { id: preset.id, name: preset.name, about: preset.about }, own: preset === presetOf(standing.preset), chosen: standing.preset !== null,
    words: standingWords(lines.length), lines, shown: printOf(standing, changes), others,
    clauses: preset.clauses.map(({ id, words, kept }) => ({ id, words, kept: keptWords(kept, preset.settings) })),
  }
}
