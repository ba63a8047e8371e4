import type { Say } from '../http/say.ts'
import type { Model } from '../http/views.ts'
import type { LoanOut, Owed } from './rules.ts'

/** `address` is the school's own, which every link leads to. */
export type Sender = { school: string, address: string, say: Say }
export type Written = { subject: string, letter: string, model: Model }

/** What a letter that is owed says; its subject says what to do. */
export function writeReminder(owed: Owed, sender: Sender): Written {
  const { school, address, say } = sender
  const { kind, adult, lines, late, later } = owed
  const groups = (loans: LoanOut[]) => groupLoans(loans, adult.id, kind === 'digest').map(({ who, loans }) => (
    { who, devices: loans.map(({ code, type_name, due_at }) => ({ code, type_name, due: say.dated(due_at), time: say.time(due_at) })) }))
  const model = { name: adult.name, school, late: groups(late), later: groups(later), day: say.fullDay(lines[0]!.period), link: address + LINKS[kind] }
  return { subject: SUBJECTS[kind](owed, say), letter: `reminder-${kind}`, model }
}

const LINKS: Record<Owed['kind'], string> = { digest: '/', evening: '/book?state=overdue', escalation: '/book?state=overdue' }

const SUBJECTS: Record<Owed['kind'], (owed: Owed, say: Say) => string> = {
  digest: ({ adult, late, later }) => {
    const loans = [...late, ...later]
    const isTheirs = loans.some(({ borrower_id }) => borrower_id === adult.id)
    return isTheirs ? `Please bring back ${named(loans)} today` : `Please see that ${named(loans)} ${loans.length === 1 ? 'comes' : 'come'} back today`
  },
  evening: ({ late }) => `Please look for ${named(late)}: not back`,
  escalation: ({ late }, say) => `Please ask for ${named(late)}, overdue since ${say.dated(late[0]!.due_at).split(',')[0]}`,
}

const MOST_NAMED = 3

/** "LT-0427", "LT-0427 and IP-0003", "12 devices". */
function named(loans: LoanOut[]): string {
  const codes = loans.map(({ code }) => code)
  if (codes.length > MOST_NAMED) return `${codes.length} devices`
  return codes.length === 1 ? codes[0]! : `${codes.slice(0, -1).join(', ')} and ${codes.at(-1)}`
}

type Group = { who: string, loans: LoanOut[] }

/** By class and adult; in one's own digest what one has oneself comes under no name. */
function groupLoans(loans: LoanOut[], readerId: string, isOwn: boolean): Group[] {
  const groups = new Map<string, Group>()
  for (const loan of loans) {
    const name = isOwn && loan.borrower_id === readerId ? null : loan.borrower
    const who = [loan.class_name, name].filter((part) => part !== null).join(', ')
    const group = groups.get(who) ?? { who, loans: [] }
    group.loans.push(loan)
    groups.set(who, group)
  }
  return [...groups.values()].toSorted((a, b) => a.who.localeCompare(b.who, 'en-GB'))
}

export type Theft = { name: string, code: string, type_name: string, borrower: string | null, at: string }

export function writeAlarm({ name, code, type_name, borrower, at }: Theft, { school, address, say }: Sender): Written {
  const model = { name, school, code, type_name, borrower, at: say.dated(at), link: `${address}/devices/${code}` }
  return { subject: `Please act now: ${code} is down as stolen`, letter: 'reminder-alarm', model }
}
