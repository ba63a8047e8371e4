// Runs in a thread: from the bytes of a file to its lines, without what must not be kept.
import { looksSecret } from '../../text/secrets.ts'
import type { About, Mapping } from '../columns/fields.ts'
import { isAboutChildren, neverKept } from '../columns/never.ts'
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

const CHILDREN = 'This looks like a list of pupils. Kitbook keeps adults only, so nothing of it was read.'

export function work(bytes: Uint8Array): FileRead {
  const read = readSheet(bytes)
  if (!read.ok) return read
  const { lines, ...sheet } = read.sheet
  const found = recognise(sheet.headings, lines.slice(0, SAMPLE).map(({ cells }) => cells))
  if (found.about === 'people' && isAboutChildren(sheet.headings)) return { ok: false, sentence: CHILDREN }
  const isKept = (i: number) => found.mapping[i] !== null || (found.format === 'list' && !isOfUsers(found, lines, i))
  const kept = sheet.headings.map((text, i) => neverKept(text) === null && isKept(i))
  return {
    ok: true, facts: { ...sheet, ...found },
    lines: lines.map((line) => [line.line, JSON.stringify(keptCells(line, kept))]),
  }
}

/** A column of addresses in a list of devices tells who used them, pupils perhaps. */
function isOfUsers({ about, sure }: Recognised, lines: Line[], column: number): boolean {
  const cells = lines.slice(0, SAMPLE).map(({ cells }) => cells[column] ?? '').filter((cell) => cell !== '')
  return about === 'devices' && sure && cells.filter((cell) => cell.includes('@')).length > cells.length / 2
}

function keptCells({ cells }: Line, kept: boolean[]): string[] {
  return cells.map((cell, i) => {
    if (!kept[i]) return ''
    return looksSecret(cell) ? WITHHELD : cell
  })
}
