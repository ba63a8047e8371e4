// Runs in a thread: from the bytes of a file to its lines, without what must not be kept.
import { looksSecret } from '../../text/secrets.ts'
import type { About, Mapping } from '../columns/fields.ts'
import { isAboutChildren, neverKept } from '../columns/never.ts'
import { recognise } from '../columns/recognise.ts'
import type { Encoding } from '../file/decode.ts'
import { type Line, readSheet } from '../file/sheet.ts'
import type { Separator } from '../file/table.ts'
import { WITHHELD } from '../lines/cells.ts'

export type FileFacts = {
  encoding: Encoding, separator: Separator, heading_line: number, headings: string[]
  about: About, format: string, mapping: Mapping, sure: boolean
}
/** A line's cells travel as JSON, as they are kept: a string costs the receiving thread next to nothing. */
export type FileRead = { ok: false, sentence: string } | { ok: true, facts: FileFacts, lines: [line: number, cells: string][] }

/** As many lines as it takes to know what a column holds. */
const SAMPLE = 500

const CHILDREN = 'This looks like a list of pupils. Kitbook keeps adults only, so nothing of it was read.'

export function work(bytes: Uint8Array): FileRead {
  const read = readSheet(bytes)
  if (!read.ok) return read
  const { lines, ...sheet } = read.sheet
  const found = recognise(sheet.headings, lines.slice(0, SAMPLE).map(({ cells }) => cells))
  if (found.about === 'people' && isAboutChildren(sheet.headings)) return { ok: false, sentence: CHILDREN }
  const kept = sheet.headings.map((text, i) => neverKept(text) === null && (found.format === 'list' || found.mapping[i] !== null))
  return { ok: true, facts: { ...sheet, ...found }, lines: lines.map((line) => [line.line, JSON.stringify(keptCells(line, kept))]) }
}

function keptCells({ cells }: Line, kept: boolean[]): string[] {
  return cells.map((cell, i) => {
    if (!kept[i]) return ''
    return looksSecret(cell) ? WITHHELD : cell
  })
}
