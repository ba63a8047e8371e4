import type { PersonKind, Role } from '../../database/tables.ts'
import { fold } from '../../text/fold.ts'
import { isBlank } from './blanks.ts'
import { anyOf } from './word-lists.ts'

const KINDS: { kind: PersonKind, said: RegExp, not?: RegExp }[] = [
  { kind: 'governor', said: anyOf('governors?, trustee'), not: anyOf('clerk, staff governor') },
  {
    kind: 'volunteer',
    said: anyOf('volunteers?, (?:parent|reading) helper, pta'), not: anyOf('volunteers? (?:co-?ordinator|manager)'),
  },
  {
    kind: 'student',
    said: anyOf(`
      ^students?$, student (?:teacher|on placement|placement|nurse)*, (?:on|work|school) (?:placement|experience),
      trainee, itt, pgce, placement`),
  },
  {
    kind: 'supply',
    said: anyOf('supply, agency, casual (?:teacher|staff)'), not: anyOf('supply (?:co-?ordinator|chain)'),
  },
  {
    kind: 'visitor',
    said: /^(?:visitors?|contractors?|visiting|guests?)\b|\bcontractor$/,
    not: anyOf('teacher, technician, tutor, assistant'),
  },
]

/** What kind of adult a position in a staff list speaks of; null when it says nothing. */
export function kindOf(position: string): PersonKind | null {
  const text = fold(position)
  if (text === '') return null
  return KINDS.find(({ said, not }) => said.test(text) && !not?.test(text))?.kind ?? 'staff'
}

const KIND_WORDS: Record<string, PersonKind> = {
  staff: 'staff', teacher: 'staff', teaching: 'staff', support: 'staff', employee: 'staff', permanent: 'staff',
}

/** The kind from a column of its own ("Supply", "Governor"), which may also hold words that say nothing here. */
export function kindFromWord(word: string): PersonKind | null {
  const kind = kindOf(word)
  return kind === 'staff' ? KIND_WORDS[fold(word)] ?? null : kind
}

const ROLES: { role: Role, said: RegExp, not?: RegExp }[] = [
  {
    role: 'head',
    said: anyOf('head ?teacher, principal, head of school, executive head'),
    not: anyOf('deputy, assistant, vice, pa, secretary, former'),
  },
  {
    role: 'lead',
    said: anyOf(`
      (?:computing|ict|it|digital|technology)(?: (?:subject|curriculum))? ?(?:lead|leader|co-?ordinator|manager)`),
  },
  { role: 'business', said: anyOf('business manager, s\\.?b\\.?m, bursar, finance (?:manager|director)') },
  {
    role: 'office',
    said: anyOf('office, secretary, receptionist, admin(?:istrator|istration|istrative)?, clerical'),
    not: anyOf('exams?, network, system'),
  },
  {
    role: 'technician',
    said: anyOf('technician, (?:network|systems?) (?:manager|administrator), it support'),
    not: anyOf('science, lab, food, dt, art'),
  },
]

/** Roles that a position suggests. They are only shown: a role is given by a person, never by a file (M19). */
export function suggestedRoles(position: string): Role[] {
  const text = fold(position)
  return ROLES.filter(({ said, not }) => said.test(text) && !not?.test(text)).map(({ role }) => role)
}

/** The classes in a cell: "Year 4 Oak; Year 5 Elm". A class may span years ("Year 1/2 Beech"), so "/" joins. */
export function readClasses(cell: string): string[] {
  const names = cell.split(/[;,\n|]| & (?=year|class|reception)/i).map((name) => name.replace(/\s+/g, ' ').trim())
  return [...new Set(names.filter((name) => !isBlank(name) && !/^(?:various|all|whole school)$/i.test(name)))]
}
