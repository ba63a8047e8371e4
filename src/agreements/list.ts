import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import type { PersonKind } from '../database/tables.ts'
import type { CsvColumn } from '../http/csv.ts'
import { sayFor } from '../http/say.ts'
import { KIND_NAMES, KINDS } from '../people/rules.ts'
import { isMissing, type Standing, standingOn } from './rules.ts'
import { standingWords } from './standing.ts'
import { listAgreements, listEverybody } from './store.ts'

export type Line = { id: string, name: string, kind: PersonKind, post: string, email: string | null, standing: Standing, words: string }

/** Everybody who is asked to sign, each with where they stand today. */
export async function listAsked(db: Db, now: Date): Promise<Line[]> {
  const today = dayOf(now)
  const { day } = sayFor(now)
  const lines = (await listEverybody(db, today)).map(({ versions, job_title, ...person }) => {
    const standing = standingOn(versions, today)
    return { ...person, post: job_title || KIND_NAMES[person.kind], standing, words: standingWords(standing, day) }
  })
  return lines.filter(({ standing }) => standing.standing !== 'not asked')
}

export const isUnsigned = ({ standing }: Line) => isMissing(standing)

/** What views/agreements/index.ejs needs. */
export async function listModel(db: Db, kind: PersonKind | '', now: Date) {
  const asked = await listAsked(db, now)
  const unsigned = asked.filter(isUnsigned)
  return {
    by_kind: KINDS.map((one) => countOf(one, asked)).filter(({ asked }) => asked > 0),
    unsigned: kind ? unsigned.filter((line) => line.kind === kind) : unsigned,
    in_all: { asked: asked.length, signed: asked.length - unsigned.length },
    versions: (await listAgreements(db)).map((version) => ({ ...version, who: kindWords(version.kinds) })),
    kinds: KINDS.map((value) => ({ value, label: KIND_NAMES[value] })), today: dayOf(now),
  }
}

function countOf(kind: PersonKind, asked: Line[]) {
  const theirs = asked.filter((line) => line.kind === kind)
  return { kind, name: KIND_NAMES[kind], asked: theirs.length, signed: theirs.filter((line) => !isUnsigned(line)).length }
}

export function kindWords(kinds: PersonKind[]): string {
  return kinds.length === KINDS.length ? 'Everybody' : KINDS.filter((kind) => kinds.includes(kind)).map((kind) => KIND_NAMES[kind]).join(', ')
}

export const CSV_COLUMNS: readonly CsvColumn<Line>[] = [
  ['Name', ({ name }) => name], ['Kind', ({ kind }) => KIND_NAMES[kind]], ['Job title', ({ post }) => post],
  ['Email', ({ email }) => email], ['Agreement', ({ words }) => words],
]
