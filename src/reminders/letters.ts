import type { Say } from '../http/say.ts'
import type { Model } from '../http/views.ts'
import type { Said, Section, Told } from './ledger.ts'
import type { Adult, Owed } from './rules.ts'

/** `address` is the school's own, which every link leads to. */
export type Sender = { school: string, address: string, say: Say }
export type Written = { subject: string, letter: string, model: Model }

type Letter = Pick<Owed, 'sections'> & { adult: Pick<Adult, 'id' | 'name'>, said: Said[] }

/** What a letter that is owed says, each device once; its subject says what to do. */
export function writeReminder({ adult, sections, said }: Letter, sender: Sender): Written {
  const { school, address, say } = sender
  const { escalation, evening, digest } = eachOnce(sections)
  const own = { late: groupsOf(digest.late, say, adult.id), later: groupsOf(digest.later, say, adult.id) }
  const isOwn = sections.every(({ kind }) => kind === 'digest')
  return {
    subject: sections.length > 0 ? subjectOf({ escalation, evening, digest }, adult.id, say) : said[0]!.subject, letter: 'reminder',
    model: {
      name: adult.name, school, long: groupsOf(escalation.late, say), own, is_own: isOwn,
      evening: {
        day: dayOfCheck(sections, say), late: groupsOf(evening.late, say), later: groupsOf(evening.later.filter(({ return_by }) => !return_by), say),
        arranged: groupsOf(evening.later.filter(({ return_by }) => return_by), say),
      },
      link: isOwn ? `${address}/` : `${address}/book?state=overdue`, link_words: isOwn ? 'See what you have out' : 'See what is overdue now',
      has_link: sections.length > 0, said: said.map((one) => ({ ...one, link: address + one.link })),
    },
  }
}

function dayOfCheck(sections: Section[], say: Say): string {
  const evening = sections.find(({ kind }) => kind === 'evening')
  return evening ? say.fullDay(evening.day) : ''
}

type Parts = Record<Section['kind'], Pick<Section, 'late' | 'later'>>

/** What is long overdue is not told again among what is not back, nor that among one's own. */
function eachOnce(sections: Section[]): Parts {
  const seen = new Set<string>()
  const fresh = (all: Told[] = []) => all.filter(({ code }) => !seen.has(code) && seen.add(code))
  const of = (kind: Section['kind']) => {
    const section = sections.find((found) => found.kind === kind)
    return { late: fresh(section?.late), later: fresh(section?.later) }
  }
  return { escalation: of('escalation'), evening: of('evening'), digest: of('digest') }
}

function subjectOf({ escalation, evening, digest }: Parts, readerId: string, say: Say): string {
  const own = [...digest.late, ...digest.later]
  if (evening.late.length > 0) return `Please look for ${named([...escalation.late, ...evening.late])}: not back`
  if (escalation.late.length > 0) return `Please ask for ${named(escalation.late)}, overdue since ${say.dated(earliest(escalation.late)).split(',')[0]}`
  const isTheirs = own.some(({ borrower_id }) => borrower_id === readerId)
  return isTheirs ? `Please bring back ${named(own)} today` : `Please see that ${named(own)} ${own.length === 1 ? 'comes' : 'come'} back today`
}

function earliest(loans: Told[]): string {
  return loans.map(({ due_at }) => due_at!).toSorted()[0]!
}

const MOST_NAMED = 3

/** "LT-0427", "LT-0427 and IP-0003", "12 devices". */
function named(loans: Told[]): string {
  const codes = loans.map(({ code }) => code)
  if (codes.length > MOST_NAMED) return `${codes.length} devices`
  return codes.length === 1 ? codes[0]! : `${codes.slice(0, -1).join(', ')} and ${codes.at(-1)}`
}

type Line = { code: string, type_name: string, due: string | null, time: string | null, back: string | null }

/** By class and adult; what the reader has comes under no name. */
function groupsOf(loans: Told[], say: Say, readerId: string | null = null): { who: string, devices: Line[] }[] {
  const groups = new Map<string, Line[]>()
  for (const { class_name, borrower_id, borrower, code, type_name, due_at, return_by } of loans) {
    const name = readerId !== null && borrower_id === readerId ? null : borrower
    const who = [class_name, name].filter((part) => part !== null).join(', ')
    const line = { code, type_name, due: due_at && say.dated(due_at), time: due_at && say.time(due_at), back: return_by ? say.fullDay(return_by) : null }
    groups.set(who, [...groups.get(who) ?? [], line])
  }
  return [...groups].map(([who, devices]) => ({ who, devices })).toSorted((a, b) => a.who.localeCompare(b.who, 'en-GB'))
}

export type Theft = { name: string, code: string, type_name: string, borrower: string | null, at: string }

export function writeAlarm({ name, code, type_name, borrower, at }: Theft, { school, address, say }: Sender): Written {
  const model = { name, school, code, type_name, borrower, at: say.dated(at), link: `${address}/devices/${code}` }
  return { subject: `Please act now: ${code} is down as stolen`, letter: 'reminder-alarm', model }
}

export type FailedCheck = { name: string, code: string, type_name: string, check: string, finding: string, holder: string | null, at: string }

export function writeCheckAlarm({ at, ...told }: FailedCheck, { school, address, say }: Sender): Written {
  const model = { ...told, school, at: say.dated(at), link: `${address}/devices/${told.code}` }
  return { subject: `Please act now: ${told.code} failed its check and is away from school`, letter: 'check-alarm', model }
}
