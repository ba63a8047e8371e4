import { instantsAt } from '../calendar/days.ts'
import { typedDay, typedTime } from '../calendar/typed.ts'

/** A moment that was asked about, UTC ISO. `exact`: its seconds were given. `note`: which of two it is. */
export type AskedMoment = { moment: string, exact: boolean, note: string | null }
/** One line as it was pasted: what may be the device's name, best first, and its moments, or what is wrong with it. */
export type Line = { typed: string, texts: string[], moments: AskedMoment[], problem: string | null }

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}'
const DAY = `\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}|\\d{1,2}(?:st|nd|rd|th)?[\\s/.-]+(?:\\d{1,2}|${MONTH})[\\s/.,-]+(?:\\d{4}|\\d{2})|${MONTH}\\s+\\d{1,2}(?:st|nd|rd|th)?,?\\s+\\d{4}`
const TIME = '\\d{1,2}[:.]\\d{2}(?:[:.]\\d{2}(?:[.,]\\d{1,9})?)?(?:\\s*[ap]\\.?m\\b\\.?)?|\\d{1,2}\\s*[ap]\\.?m\\b\\.?'
const ZONED = '\\s*(Z|UTC|GMT|BST|[+-]\\d{2}:?\\d{2})(?![\\w:])'
const GAP = '(?:[\\s,;"]+(?:at\\s+)?|T)'
const DAY_FIRST = new RegExp(`(?<![\\w/-])(${DAY})${GAP}(${TIME})(?:${ZONED})?(?![\\w/])`, 'i')
const TIME_FIRST = new RegExp(`(?<![\\w/:.-])(${TIME})(?:${ZONED})?(?:[\\s,;"]+(?:on\\s+)?)(${DAY})(?![\\w/:])`, 'i')

/**
 * Reads "LT-0427, 12/11/2026 10:15" and what a filter's alert or a spreadsheet has in its place: device, day and time in
 * either order, among other columns. A time without a zone is the school's wall clock.
 */
export function readLine(typed: string): Line {
  const found = findMoment(typed)
  if (!found) return { typed, texts: wordsOf(typed), moments: [], problem: 'Write the day and time like 12/11/2026 10:15' }
  const texts = wordsOf(typed.replace(found.text, '\t'))
  if (texts.length === 0) return { typed, texts, moments: [], problem: 'Write a device, then a day and a time' }
  const read = momentsOf(found)
  return 'problem' in read ? { typed, texts, moments: [], problem: read.problem } : { typed, texts, moments: read.moments, problem: null }
}

type Found = { text: string, day: string, time: string, zone: string | null }

function findMoment(typed: string): Found | null {
  const first = DAY_FIRST.exec(typed)
  if (first) return { text: first[0], day: first[1]!, time: first[2]!, zone: first[3] ?? null }
  const second = TIME_FIRST.exec(typed)
  return second && { text: second[0], time: second[1]!, zone: second[2] ?? null, day: second[3]! }
}

const MOST_WORDS = 12

/** What may name a device: first whole cells, then single words of them. */
function wordsOf(text: string): string[] {
  const cells = text.split(/[\t,;|"]|\s{2,}/).map((cell) => cell.trim()).filter((cell) => /[\p{L}\p{N}]/u.test(cell))
  const words = [...cells, ...cells.flatMap((cell) => cell.split(/\s+/))]
  return [...new Set(words)].filter((word) => !/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*$|^(at|on)$/i.test(word)).slice(0, MOST_WORDS)
}

function momentsOf({ day, time, zone }: Found): { moments: AskedMoment[] } | { problem: string } {
  const [, clock = time, , second = '', half = ''] = /^(\d{1,2}[:.]\d{2})([:.](\d{2})(?:[.,]\d+)?)?\s*([ap].*)?$/i.exec(time) ?? []
  const [date, hhmm] = [typedDay(britishDay(day)), typedTime(`${clock}${half}`)]
  if (!date || !hhmm || Number(second) > 59) return { problem: 'There is no such day or time: write it like 12/11/2026 10:15' }
  const instants = zone ? [zonedInstant(date, `${hhmm}:${second || '00'}`, zone)] : instantsAt(date, `${hhmm}:${second || '00'}`)
  if (instants.length === 0) return { problem: 'The clocks went forward over that time: it was never on the clock' }
  const notes = instants.length === 1 ? [null] : ['before the clocks went back', 'after the clocks went back']
  return { moments: instants.map((moment, i) => ({ moment, exact: second !== '', note: notes[i]! })) }
}

/** "Nov 12, 2026" as "12 Nov 2026", "2026/11/12" with hyphens. */
function britishDay(day: string): string {
  return day.replace(/^(\d{4})\/(\d+)\/(\d+)$/, '$1-$2-$3').replace(/^([a-z]+)\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i, '$2 $1 $3')
}

function zonedInstant(day: string, time: string, zone: string): string {
  const offset = { Z: 'Z', UTC: 'Z', GMT: 'Z', BST: '+01:00' }[zone.toUpperCase()] ?? zone.replace(/^([+-]\d\d):?(\d\d)$/, '$1:$2')
  return new Date(`${day}T${time}${offset}`).toISOString()
}
