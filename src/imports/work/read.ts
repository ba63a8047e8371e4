// Runs in a thread: from the bytes of a file to its lines, without what must not be kept.
import { looksSecret } from '../../text/secrets.ts'
import { isAboutChildren, PUPIL, pupilsAmong } from '../columns/children.ts'
import { type About, headingWords, type Mapping } from '../columns/fields.ts'
import { neverKept } from '../columns/never.ts'
import { type Recognised, recognise } from '../columns/recognise.ts'
import type { Encoding } from '../file/decode.ts'
import { type Line, readSheet } from '../file/sheet.ts'
import type { Separator } from '../file/table.ts'
import { WITHHELD } from '../lines/cells.ts'

export type FileFacts = {
  encoding: Encoding, separator: Separator, heading_line: number, headings: string[]
  about: About, format: string, mapping: Mapping, sure: boolean
}
/** A line's cells travel as JSON, as they are kept: a string costs the receiving thread next to nothing. */
export type FileRead =
  { ok: false, sentence: string } | { ok: true, facts: FileFacts, lines: [line: number, cells: string][] }

/** As many lines as it takes to know what a column holds. */
const SAMPLE = 500

const CHILDREN =
  'This looks like a list of pupils. Kitbook keeps adults only, so nothing of it was read. If they are staff, give ' +
  'the list a column with their positions or their emails.'

export function work(bytes: Uint8Array): FileRead {
  const read = readSheet(bytes)
  if (!read.ok) return read
  const { lines, ...sheet } = read.sheet
  const found = recognise(sheet.headings, lines.slice(0, SAMPLE).map(({ cells }) => cells))
  const isOfPeople = found.about === 'people'
  if (isOfPeople && isAboutChildren(sheet.headings, found.mapping, lines)) return { ok: false, sentence: CHILDREN }
  const kept = sheet.headings.map((text, i) => neverKept(text) === null && isKept(found, text, lines, i))
  const isPupils = isOfPeople ? pupilsAmong(found.mapping, lines) : () => false
  return {
    ok: true, facts: { ...sheet, ...found },
    lines: lines.map((line) => [
      line.line, JSON.stringify(isPupils(line) ? pupilCells(found.mapping) : keptCells(line, kept)),
    ]),
  }
}

/** Only what a line is about, and nobody's name. */
function pupilCells(mapping: Mapping): string[] {
  return mapping.map((field) => (field === 'kind' || field === 'job_title' ? PUPIL : ''))
}

function isKept({ about, format, mapping, sure }: Recognised, text: string, lines: Line[], i: number): boolean {
  if (mapping[i] !== null) return true
  if (format !== 'list') return false
  return about === 'people' ? !isOfWords(text) : !(sure && isOfUsers(lines, i))
}

/** What a staff list says of somebody in its own words, an absence perhaps, is nobody's business here. */
function isOfWords(text: string): boolean {
  return headingWords(text).some((word) => /^(?:notes?|comments?|remarks?|reasons?|details?|information)$/.test(word))
}

/** A column of addresses in a list of devices tells who used them, pupils perhaps. */
function isOfUsers(lines: Line[], column: number): boolean {
  const cells = lines.slice(0, SAMPLE).map(({ cells }) => cells[column] ?? '').filter((cell) => cell !== '')
  return cells.filter((cell) => cell.includes('@')).length > cells.length / 2
}

function keptCells({ cells }: Line, kept: boolean[]): string[] {
  return cells.map((cell, i) => {
    if (!kept[i]) return ''
    return looksSecret(cell) ? WITHHELD : cell
  })
}
