import type { PersonKind, Role } from '../../database/tables.ts'
import { fold } from '../../text/fold.ts'

const KINDS: { kind: PersonKind, said: RegExp, not?: RegExp }[] = [
  { kind: 'governor', said: /\bgovernors?\b|\btrustee\b/, not: /\b(?:clerk|staff governor)\b/ },
  { kind: 'volunteer', said: /\bvolunteers?\b|\b(?:parent|reading) helper\b|\bpta\b/, not: /\bvolunteers? (?:co-?ordinator|manager)\b/ },
  {
    kind: 'student',
    said: /\bstudent (?:teacher|on placement|placement|nurse)|\b(?:on|work|school) (?:placement|experience)\b|\btrainee\b|\bitt\b|\bpgce\b|\bplacement\b|^students?$/,
  },
  { kind: 'supply', said: /\bsupply\b|\bagency\b|\bcasual (?:teacher|staff)\b/, not: /\bsupply (?:co-?ordinator|chain)\b/ },
  { kind: 'visitor', said: /^(?:visitors?|contractors?|visiting|guests?)\b|\bcontractor$/, not: /\b(?:teacher|technician|tutor|assistant)\b/ },
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
  { role: 'head', said: /\bhead ?teacher\b|\bprincipal\b|\bhead of school\b|\bexecutive head\b/, not: /\b(?:deputy|assistant|vice|pa|secretary|former)\b/ },
  { role: 'lead', said: /\b(?:computing|ict|it|digital|technology)(?: (?:subject|curriculum))? ?(?:lead|leader|co-?ordinator|manager|subject lead)\b/ },
  { role: 'business', said: /\bbusiness manager\b|\bs\.?b\.?m\b|\bbursar\b|\bfinance (?:manager|director)\b/ },
  { role: 'office', said: /\boffice\b|\bsecretary\b|\breceptionist\b|\badmin(?:istrator|istration|istrative)?\b|\bclerical\b/, not: /\b(?:exams?|network|system)\b/ },
  { role: 'technician', said: /\btechnician\b|\b(?:network|systems?) (?:manager|administrator)\b|\bit support\b/, not: /\b(?:science|lab|food|dt|art)\b/ },
]

/** Roles that a position suggests. They are only shown: a role is given by a person, never by a file (M19). */
export function suggestedRoles(position: string): Role[] {
  const text = fold(position)
  return ROLES.filter(({ said, not }) => said.test(text) && !not?.test(text)).map(({ role }) => role)
}

/** The classes in a cell: "Year 4 Oak; Year 5 Elm". A class may span years ("Year 1/2 Beech"), so "/" joins. */
export function readClasses(cell: string): string[] {
  const names = cell.split(/[;,\n|]| & (?=year|class|reception)/i).map((name) => name.replace(/\s+/g, ' ').trim())
  return [...new Set(names.filter((name) => name !== '' && !/^(?:n\/?a|none|nil|-+|–|\?+|various|all|whole school|tbc)$/i.test(name)))]
}
