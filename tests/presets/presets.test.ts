import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { up as beginPresets } from '../../db/migrations/2026-11-29_presets.ts'
import { claimSchool } from '../../src/setup/claim.ts'
import { PRESETS, presetOf } from '../../src/presets/presets.ts'
import { readStanding } from '../../src/presets/read.ts'
import { changesTo } from '../../src/presets/rules.ts'
import { linesOf } from '../../src/presets/words.ts'
import { readSettings, SETTINGS, writeSettings } from '../../src/settings/store.ts'
import { TUESDAY } from '../support/app.ts'
import { freshDatabase } from '../support/database.ts'

const claim = {
  school_name: 'Larkfield Primary School', school_address: '', school_phone: '01632 960123', name: 'Wren Calloway', email: 'wren@larkfield.example', password_hash: 'h',
}

async function newSchool() {
  const db = await freshDatabase()
  await claimSchool(db, claim, TUESDAY)
  return db
}

test('a new school is on the first preset exactly, setting by setting and type by type', async () => {
  const db = await newSchool()
  const standing = await readStanding(db)
  expect(standing.preset).toBeNull()
  expect(changesTo(presetOf(null), standing)).toEqual({ settings: [], types: [] })
})

test.each(PRESETS.map((preset) => [preset.id, preset] as const))('%s differs from every other in something that a school would notice', async (_id, preset) => {
  const db = await newSchool()
  await writeSettings(db, { preset: preset.id, ...preset.settings })
  const standing = await readStanding(db)
  for (const other of PRESETS.filter(({ id }) => id !== preset.id)) expect(linesOf(changesTo(other, standing)).length).toBeGreaterThan(1)
})

/** Which clauses each policy has, read off the policies by hand: what stands behind every one of them is said. */
const CLAUSES: Record<string, string> = {
  'signing-out-book': 'M1 M2 M3 M4 M5 M6 M7 M9 M10 M11 M12 M13 M14 M15 M17 M19 M20 M21 M22 M23 M25 M27',
  'code-of-conduct': 'M8 M9 M11 M12 M16 M17 M20',
  'asked-first': 'M5 M6 M7 M9 M11 M15 M16 M17 M18 M19 M21 M23 M24 M26 M27',
  'signed-at-induction': 'M6 M9 M11 M12 M15 M16 M17 M20 M21 M23 M24 M26 M27',
  'signed-yearly': 'M5 M6 M7 M8 M9 M10 M11 M12 M16 M17 M20 M21 M23 M24 M25 M26 M27 M28',
}

describe.each(PRESETS)('the clauses of $id', (preset) => {
  test('are the policy’s, each with its number', () => {
    const ids = [...new Set(preset.clauses.map(({ id }) => id))].toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1)))
    expect(ids.join(' ')).toBe(CLAUSES[preset.id])
  })

  test('stand behind every setting in which it is not like the first, and are not said twice', () => {
    const said = preset.clauses.flatMap(({ kept }) => ('setting' in kept ? [kept.setting] : []))
    const own = (Object.keys(preset.settings) as (keyof typeof preset.settings)[]).filter((key) => !Object.is(JSON.stringify(preset.settings[key]), JSON.stringify(SETTINGS[key].parse(undefined))))
    const wanted = own.filter((key) => preset.settings[key] !== false && preset.settings[key] !== 'off')
    expect(wanted.filter((key) => !said.includes(key))).toEqual([])
    const words = preset.clauses.map((clause) => clause.words)
    expect(new Set(words).size).toBe(words.length)
  })
})

test('no preset is called after a school, and none of them holds a name that the policies hold', () => {
  const files = ['asked-first', 'code-of-conduct', 'signed-at-induction', 'signed-yearly', 'signing-out-book'].map((name) => `src/presets/five/${name}.ts`)
  const text = files.map((file) => readFileSync(file, 'utf8')).join('\n')
  expect(text).not.toMatch(/St\.? |Primary|CofE|\bMr\b|\bMrs\b/)
})

test('a school that had begun before there were presets goes on as it was, and a new one does not', async () => {
  const begun = await newSchool()
  await begun.deleteFrom('settings').where('key', 'in', ['preset', 'password_known_to']).execute()
  await beginPresets(begun as never)
  expect(await readSettings(begun)).toMatchObject({ preset: 'signing-out-book', password_known_to: false })
  const empty = await freshDatabase()
  await beginPresets(empty as never)
  expect(await readSettings(empty)).toMatchObject({ preset: null, password_known_to: true })
})
