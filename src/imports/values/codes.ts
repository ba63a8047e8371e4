import { CODE_PATTERN, writtenCode } from '../../tags/scan.ts'
import { fold } from '../../text/fold.ts'

const SEPARATED = /^[A-Z]{1,8}-\d{1,6}$/
const BARE = /^([A-Z]{1,8})(\d{1,6})$/

/** A code as Kitbook writes it, or null when it cannot be one: "LT 1" → LT-1, "LT/0427 " → LT-0427. */
export function cleanCode(typed: string): string | null {
  const code = writtenCode(fold(typed).replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, ''))
  return CODE_PATTERN.test(code) ? code : null
}

/**
 * One way of writing for a whole list in which people wrote "LT 1", "lt2" and "LT-3": with a hyphen where most
 * codes, or others with the same letters, have one. A list that never parts them keeps its own way.
 */
export function codeStyle(typed: Iterable<string>): (code: string) => string {
  const codes = [...typed].map(cleanCode).filter((code) => code !== null)
  const separated = codes.filter((code) => SEPARATED.test(code))
  const bare = codes.filter((code) => BARE.test(code)).length
  const prefixes = new Set(separated.map((code) => code.split('-')[0]))
  const all = separated.length > 0 && separated.length >= bare
  return (code) => {
    const [, letters, digits] = BARE.exec(code) ?? []
    return letters && (all || prefixes.has(letters)) ? `${letters}-${digits}` : code
  }
}

const NO_SERIAL = new RegExp(`^(?:${[
  '0+', '1?23456789[0-9]*', 'to be filled by o.?e.?m.?', 'default string', '(?:system |chassis )?serial number',
  'invalid', 'not specified', 'not applicable', 'no serial.*',
].join('|')})$`, 'i')

export type SerialRead = { serial: string } | { caution: string } | null

/** A serial number in capitals; what makers leave in its place and what Excel spoils is said, not kept. */
export function readSerial(cell: string): SerialRead {
  const text = cell.replace(/^'/, '').replace(/\s+/g, ' ').trim()
  if (text === '') return null
  if (NO_SERIAL.test(text)) return { caution: `“${text}” is not a serial number, so it is left out` }
  if (/^\d(?:\.\d+)?e[+-]?\d+$/i.test(text)) {
    return { caution: `The serial number “${text}” was shortened by a spreadsheet, so it is left out` }
  }
  return text.length > 64
    ? { caution: `The serial number is longer than 64 characters, so it is left out` }
    : { serial: text.toUpperCase() }
}
