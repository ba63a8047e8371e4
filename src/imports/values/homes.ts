import { isBlank } from './blanks.ts'

/** Where a device lives: a set (trolley) and its slot, or a place. */
export type Home = { set: string | null, slot: number | null, place: string }

const WORD =
  '(?:trolley|trolly|(?:laptop |ipad )?cart|charging (?:cabinet|case|station|unit)|lapsafe|lapcabby|class set)'
const SET = new RegExp(`\\b${WORD}\\b`, 'i')
/** A sentence that only speaks of a trolley: "charger missing from trolley". */
const SENTENCE = /\b(?:from|missing|broken|needs?|for|not|was|is|has|charger|key|wheel|to|next|beside|near)\b/i
const SLOT = String.raw`(?:slot|bay|position|space|shelf)\.? ?#?(\d{1,2})`
const SLOTTED = [
  new RegExp(`^(.+?)[\\s,;:/(–-]+${SLOT}\\)?$`, 'i'),
  new RegExp(`^(.*\\b${WORD} [a-z])[ /,–-]*(\\d{1,2})$`, 'i'),
  new RegExp(`^(.*\\b${WORD} \\d{1,2})[ /,–-]+(\\d{1,2})$`, 'i'),
]
const MOST_SLOT = 60

/** Reads where something is kept: "Trolley A, slot 5" is a set and a slot, "Suite cupboard" is a place. */
export function readHome(cell: string): Home {
  if (isBlank(cell)) return { set: null, slot: null, place: '' }
  const text = tidy(cell)
  return readSet(text) ?? { set: null, slot: null, place: text }
}

/** Takes a trolley out of notes ("Trolley A, cracked corner") and gives back what else they say. */
export function homeInNotes(cell: string): { home: Home | null, notes: string } {
  const whole = readSet(tidy(cell))
  if (whole) return { home: whole, notes: '' }
  const parts = cell.split(/[;,\n]|\. /).map(tidy)
  const at = parts.findIndex((part) => readSet(part) !== null)
  const home = parts[at] === undefined ? null : readSet(parts[at])
  if (!home) return { home: null, notes: cell.trim() }
  const slot = new RegExp(`^${SLOT}$`, 'i').exec(parts[at + 1] ?? '')
  const rest = parts.toSpliced(at, slot ? 2 : 1).filter((part) => part !== '').join(', ')
  return { home: slot ? { ...home, slot: inRange(slot[1]!) } : home, notes: rest }
}

function readSet(text: string): Home | null {
  const place = text.replace(/^(?:kept|lives?|stored|stays?)? ?(?:in|on) (?:the )?/i, '')
  if (place.length > 40 || !SET.test(place) || SENTENCE.test(place)) return null
  for (const form of SLOTTED) {
    const found = form.exec(place)
    if (found && SET.test(found[1]!) && !/[,;].*\S/.test(found[1]!)) return named(found[1]!, inRange(found[2]!))
  }
  return /[,;]/.test(place) ? null : named(place, null)
}

function named(text: string, slot: number | null): Home {
  const set = text.replace(/[\s,;:/–-]+$/, '')
  return { set: /^[a-z]{2}/.test(set) ? set.charAt(0).toUpperCase() + set.slice(1) : set, slot, place: '' }
}

/** The slot in a label of group and number, "iPad 1-07" or "A-07": only where the device lives in a set. */
export function slotInLabel(label: string): number | null {
  const found = /(?:^|[\s_-])(?:\d{1,2}|[a-z])[-./](\d{1,2})$/i.exec(label.trim())
  return found ? inRange(found[1]!) : null
}

/** A slot from a column of its own: "5", "Slot 05". */
export function readSlot(cell: string): number | null {
  const found = /^\D{0,12}(\d{1,2})$/.exec(cell.trim())
  return found ? inRange(found[1]!) : null
}

function inRange(digits: string): number | null {
  const slot = Number(digits)
  return slot >= 1 && slot <= MOST_SLOT ? slot : null
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
