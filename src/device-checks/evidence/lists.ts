import { readSheet, type Sheet } from '../../imports/file/sheet.ts'
import { type Evidence, type Found, plainText } from './found.ts'

const SERIAL = /^serial ?(?:number|no\.?)?$/i
const NAME = /^(?:device|computer|host) ?name$/i
const INTUNE = /^(?:is ?)?encrypted$/i
const JAMF = /^filevault.*(?:status|state|encryption)/i
const SEEN = /^last (?:check-?in|inventory update|seen)/i

const YES = /^(?:true|yes|1)$/i
const NO = /^(?:false|no|0)$/i
const FILEVAULT: [said: RegExp, finding: string][] = [
  [/^not encrypted|^decrypted|^no partitions/i, 'not encrypted'], [/encrypting|decrypting|pending|boot partitions|some/i, 'partly encrypted'],
  [/^(?:all partitions )?encrypted$|^valid$/i, 'encrypted, protection on'],
]

/** A list from Intune, which is a hint, or from Jamf (M9). */
export function readList(bytes: Uint8Array): Evidence {
  const read = readSheet(bytes)
  if (!read.ok) return read
  const { sheet } = read
  const at = (heading: RegExp) => sheet.headings.findIndex((one) => heading.test(one))
  const places = { serial: at(SERIAL), name: at(NAME), intune: at(INTUNE), jamf: at(JAMF), seen: at(SEEN) }
  if (places.serial < 0 && places.name < 0) return { ok: false, sentence: 'This list has no column with serial numbers or computer names.' }
  if (places.jamf >= 0) return { ok: true, format: 'Jamf', found: foundIn(sheet, places, jamfSays(places.jamf)) }
  if (places.intune >= 0) return { ok: true, format: 'Intune', found: foundIn(sheet, places, intuneSays(places.intune)) }
  return { ok: false, sentence: 'This list has no column that says what is encrypted.' }
}

type Places = { serial: number, name: number, seen: number }
type Says = (cells: string[]) => Pick<Found, 'finding' | 'product' | 'says'> | null

function foundIn({ lines }: Sheet, { serial, name, seen }: Places, says: Says): Found[] {
  return lines.flatMap(({ line, cells }) => {
    const said = says(cells)
    if (!said) return []
    return [{ ...said, line, serial: plainText(cells[serial]), computer_name: plainText(cells[name]), at: instantOf(cells[seen]) }]
  })
}

/** "Encrypted" stays so while protection is suspended, so that it is only a hint; "not encrypted" is what it says. */
function intuneSays(column: number): Says {
  return (cells) => {
    const cell = (cells[column] ?? '').trim()
    if (YES.test(cell)) return { finding: null, product: null, says: 'encrypted, says Intune' }
    return NO.test(cell) ? { finding: 'not encrypted', product: null, says: 'not encrypted' } : null
  }
}

function jamfSays(column: number): Says {
  return (cells) => {
    const cell = (cells[column] ?? '').trim()
    if (cell === '') return null
    const finding = FILEVAULT.find(([said]) => said.test(cell))?.[1] ?? 'not known'
    return { finding, product: 'FileVault', says: finding }
  }
}

/** "2026-11-15 08:31:02.0000000" is UTC; what is written otherwise says nothing. */
function instantOf(cell: string | undefined): string | null {
  const found = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})/.exec(cell ?? '')
  const ms = found ? Date.parse(`${found[1]}T${found[2]}Z`) : NaN
  return Number.isFinite(ms) ? new Date(ms).toISOString() : null
}
