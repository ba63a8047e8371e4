import { instantsAt } from '../calendar/days.ts'
import { typedDay, typedTime } from '../calendar/typed.ts'

/** A moment that was asked about, UTC ISO. `exact`: its seconds were given. `note`: which of two it is. */
export type AskedMoment = { moment: string, exact: boolean, note: string | null }
/** One line as it was pasted: what may be the device's name, best first, and its moments, or what is wrong with it. */
export type Line = { typed: string, texts: string[], moments: AskedMoment[], problem: string | null }

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}'
const DAY = `\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}|\\d{1,2}(?:st|nd|rd|th)?[\\s/.-]+(?:\\d{1,2}|${MONTH})[\\s/.,-]+(?:\\d{4}|\\d{2})|${MONTH}\\s+\\d{1,2}(?:st|nd|rd|th)?,?\\s+\\d{4}`
const TIME = '\\d{1,2}[:.]\\d{2}(?:[:.]\\d{2}(?:[.,]\\d{1,9})?)?(?:\\s*[ap]\\.?m\\b\\.?)?|\\d{1,2}\\s*[ap]\\.?m\\b\\.?'
/** "10:15-10:30" is a span of time, not a zone: a zone with a minus and a colon stands after seconds, or a T. */
const WEST = '-\\d{4}|(?<=:\\d\\d:\\d\\d(?:[.,]\\d+)?\\s*|T\\d\\d:\\d\\d)-\\d{2}:\\d{2}'
const ZONED = `\\s*\\(?((?:UTC|GMT)(?:\\s?[+-]\\d{1,2}(?::?\\d{2})?)?|Z|BST|\\+\\d{2}:?\\d{2}|${WEST})(?![\\w:])\\)?`
const BETWEEN = '[\\s,;|"\'–—-]+'
const GAP = `(?:${BETWEEN}(?:at\\s+)?|T|:)`
const DAY_FIRST = new RegExp(`(?<![\\w/-])(${DAY})${GAP}(${TIME})(?:${ZONED})?(?![\\w/])`, 'i')
const TIME_FIRST = new RegExp(`(?<![\\w/:.-])(${TIME})(?:${ZONED})?(?:${BETWEEN}(?:on\\s+)?)(${DAY})(?![\\w/:])`, 'i')

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
const NO_NAME = /^(mon|tue|wed|thu|fri|sat|sun)[a-z]*$|^(at|on)$/i

/** What may name a device: first whole cells, then single words of them, then what a network adds taken off. */
function wordsOf(text: string): string[] {
  const cells = text.split(/[\t,;|"']|\s{2,}/).map((cell) => cell.trim()).filter((cell) => /[\p{L}\p{N}]/u.test(cell))
  const words = [...new Set([...cells, ...cells.flatMap((cell) => cell.split(/\s+/))])].filter((word) => !NO_NAME.test(word)).slice(0, MOST_WORDS)
  return [...new Set([...words, ...words.flatMap(bareName)])]
}

/** "SCHOOL\PC-7", "PC-7$", "pc-7.school.internal", "(PC-7)" and "PC-7:" as the name alone; none of a number with points. */
function bareName(word: string): string[] {
  const [, name] = /^(?:[\w-]+\\|\()?([a-z][\w-]*)(?:(?:\.[\w-]+)+|[$:)])?$/i.exec(word) ?? []
  return name === undefined ? [] : [name]
}

function momentsOf({ day, time, zone }: Found): { moments: AskedMoment[] } | { problem: string } {
  const [, clock = time, , second = '', half = ''] = /^(\d{1,2}[:.]\d{2})([:.](\d{2})(?:[.,]\d+)?)?\s*([ap].*)?$/i.exec(time) ?? []
  const [date, hhmm] = [typedDay(britishDay(day)), typedTime(`${clock}${half}`)]
  const seconds = second || '00'
  const instants = date && hhmm && Number(seconds) < 60 ? zone ? zonedInstants(date, `${hhmm}:${seconds}`, zone) : instantsAt(date, `${hhmm}:${seconds}`) : null
  if (!instants) return { problem: 'There is no such day or time: write it like 12/11/2026 10:15' }
  if (instants.length === 0) return { problem: 'The clocks went forward over that time: it was never on the clock' }
  const notes = instants.length === 1 ? [null] : ['before the clocks went back', 'after the clocks went back']
  return { moments: instants.map((moment, i) => ({ moment, exact: second !== '', note: notes[i]! })) }
}

/** "Nov 12, 2026" as "12 Nov 2026", "2026/11/12" with hyphens. */
function britishDay(day: string): string {
  return day.replace(/^(\d{4})\/(\d+)\/(\d+)$/, '$1-$2-$3').replace(/^([a-z]+)\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i, '$2 $1 $3')
}

/** One instant, or null where no zone is so far from ours. */
function zonedInstants(day: string, time: string, zone: string): [string] | null {
  const [, sign = '+', hours = /bst/i.test(zone) ? '1' : '0', minutes = '00'] = /([+-])(\d{1,2}):?(\d{2})?$/.exec(zone) ?? []
  if (Number(hours) > 14 || Number(minutes) > 59) return null
  return [new Date(`${day}T${time}${sign}${hours.padStart(2, '0')}:${minutes}`).toISOString()]
}
