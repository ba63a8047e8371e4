import type { AnswerKind } from './answers.ts'
import { wasNotBack } from '../end-of-day/words.ts'
import type { Said } from './screen.ts'

/** How an answer looks and sounds: `out` high, `back` low, `refused` two tones, `unknown` its own,
 * `ask` rising; `again` is plain. */
export type Look = 'out' | 'back' | 'refused' | 'unknown' | 'ask' | 'again'
export type Words = { kind: Look, words: string, more: string[], reasons: string[] }

type When = (instant: string) => string
type Line = [look: Look, words: string, more?: string[]]

/** The desk's words for one answer, in a teacher's language; `when` says an instant. */
export function wordsFor(said: Said, when: When): Words {
  const [kind, words, more = []] = LINES[said.kind](said, when)
  const found = said.found.slice(0, 1).map((one) => wasNotBack(one.not_back_since, one, when))
  const reasons = [...new Set(said.refused.flatMap(({ reasons }) => reasons))]
  return { kind, words: said.undone ? `Undone: ${words}` : words, more: [...more, ...said.warned ?? [], ...found], reasons }
}

const LINES: Record<AnswerKind, (said: Said, when: When) => Line> = {
  'out': (said, when) => ['out', `${those(said)} out to ${who(said)}`, outLines(said, when)],
  'passed on': (said, when) => ['out', `${those(said)} passed on to ${who(said)}`, outLines(said, when)],
  'back': (said, when) => ['back', `${those(said)} back`, said.loans.slice(0, 1).map((loan) => `${loan.borrower} had it since ${when(loan.taken_at)}`)],
  'refused': (said) => ['refused', `${those(said)} cannot go out`],
  'unknown': (said) => ['unknown', `Nobody knows “${said.text}”`, ['Nothing was booked. Check the tag and scan it again.']],
  'undone': (said) => ['again', said.device_ids.length === 0 ? 'Undone' : `Undone: ${those(said)} as before`],
  'not undone': () => ['refused', 'Too late to undo here', ['The computing lead can correct it in the signing-out book.']],
  'at the desk': (said) => ['again', `${who(said)} is at the desk`, ['Scan what goes out or comes back.']],
  'left': () => ['again', 'Nobody is at the desk', ['Scan a badge, a class card or a device.']],
  'who': (said) => ['ask', `Who is taking ${those(said)}?`, ['Scan a badge or a class card, or tap a name.']],
  'what for': (said) => ['ask', `What is ${those(said)} for?`, ['Tap a purpose or type one. Then it goes out at once.']],
  'who answers': (said) => ['ask', `Who answers for ${who(said)}?`, ['A member of staff answers for what a volunteer or visitor borrows.']],
  'terms': (said) => ['ask', `${those(said)} goes off-site with ${who(said)}`, ['Read the terms below and accept them with your PIN.']],
  'not them': (said) => ['refused', `That badge and PIN are not ${who(said)}’s`, ['Nothing was booked. After five wrong tries a PIN rests for a quarter of an hour. You choose a PIN on your own account.']],
  'going home': (said) => ['out', `${those(said)} goes home with ${who(said)} tonight`],
  'which name': (said) => ['ask', `Which “${said.text}”?`, ['Tap a name.']],
  'whose': (said) => ['ask', `${those(said)} is out to ${said.devices[0]?.borrower ?? 'somebody else'}`, ['Is it coming back, or changing hands?']],
  'sure': (said) => ['ask', `${those(said)} went out a moment ago`, ['Is it coming back already?']],
  'seen': (said) => ['again', `${those(said)} seen`, [seenLine(said)]],
  'kept by other': (said) => ['refused', `${those(said)} is looked after by ${said.devices[0]?.keeper ?? 'somebody'}`, ['Ask them to lend it: they answer on their own account. Or the computing lead says yes here, with badge and PIN.']],
  'keeper asked': (said) => ['again', `${said.devices[0]?.keeper ?? 'Its keeper'} is asked to lend ${those(said)} to ${who(said)}`, ['They answer on their own account. After their yes, scan it here again.']],
  'with its keeper': (said) => ['ask', `${those(said)} is yours to look after`, ['Is it staying in, or going with you?']],
  'out of use': (said) => ['refused', `${those(said)} is ${said.devices[0]?.because ?? 'out of use'}`, ['It was seen here just now. Keep it here and tell the computing lead.']],
  'nothing to take': () => ['refused', 'There is nothing of this set to book', ['Everything in it is out already, out of use, or left behind.']],
  'no such class': () => ['refused', 'That class cannot have it any more', ['Its class card was withdrawn. Tap another class, or scan a badge.']],
  'class of last year': () => ['refused', 'That card is of a school year that has ended', ['Scan your badge, or tap your name. The computing lead prints the cards of this year’s classes.']],
  'not proved': ({ heads }) => ['refused', `That badge and PIN are not the ${heads ? 'head teacher' : 'computing lead'}’s`, ['Nothing was booked. After five wrong tries a PIN rests for a quarter of an hour.']],
  'not taken': () => ['refused', 'That was not taken'],
  'card waits': (said) => ['refused', `${said.text} waits for a signature`, [`${who(said)} has still to sign the agreement, at the office. Then it is their badge.`]],
  'changed': (said) => ['again', `Changed for ${who(said)}`, ['Scan what goes out.']],
}

function those({ devices }: Said): string {
  if (devices.length === 1) return devices[0]!.code
  return devices.length === 0 ? 'Nothing' : `${devices.length} devices`
}

function who({ person }: Said): string {
  return person ?? 'somebody who has left'
}

function outLines({ loans }: Said, when: When): string[] {
  const loan = loans.find(({ returned_at }) => returned_at === null) ?? loans[0]
  if (!loan) return []
  return [[loan.off_site ? 'Off-site' : null, loan.class_name, loan.purpose, `due back ${when(loan.due_at)}`].filter(Boolean).join(' · ')]
}

function seenLine({ devices }: Said): string {
  const device = devices[0]
  if (device?.keeper) return `Looked after by ${device.keeper}. Seen here just now.`
  return device?.loan_id ? 'It is booked out. Seen here just now.' : 'It was in already. Noted as seen here just now.'
}
