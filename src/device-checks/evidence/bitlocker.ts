import { byComputer, type Evidence, plainText, type Volume } from './found.ts'

const VOLUME_STATUS = [
  'fullydecrypted', 'fullyencrypted', 'encryptioninprogress', 'decryptioninprogress', 'encryptionsuspended', 'decryptionsuspended',
  'fullyencryptedwipeinprogress', 'fullyencryptedwipesuspended',
]
const PROTECTION = ['off', 'on', 'unknown']
const ENCRYPTED = [1, 6, 7]
const MOST = 20_000

type Fields = Map<string, unknown>

/** What `Get-BitLockerVolume | ConvertTo-Json` wrote: one volume or many, numbers or names (M9). Null where it is not that. */
export function readBitlocker(text: string): Evidence | null {
  const volumes = volumesOf(text)
  if (volumes === null) return null
  if (volumes.length > MOST) return { ok: false, sentence: `This file has more than ${MOST.toLocaleString('en-GB')} lines. Split it.` }
  const known = volumes.filter((fields) => fields.has('volumestatus') || fields.has('protectionstatus')).filter((fields) => !isRemovable(fields))
  if (known.length === 0) return { ok: false, sentence: 'Nothing in this file says how BitLocker stands. Export it with the script on this page.' }
  return { ok: true, format: 'BitLocker', found: byComputer(known.map((fields, i) => volumeOf(fields, i + 1))) }
}

function volumesOf(text: string): Fields[] | null {
  try {
    const parsed: unknown = JSON.parse(text)
    return listed(parsed).filter(isObject).map((one) => new Map(Object.entries(one).map(([name, value]) => [name.toLowerCase(), value])))
  } catch {
    // The parser's own words quote the file.
    return null
  }
}

/** Older PowerShells wrap a list in an object, one inside another where many files were put together. */
function listed(value: unknown): unknown[] {
  const list = isObject(value) && Array.isArray(value['value']) ? value['value'] : value
  return Array.isArray(list) ? list.flatMap(listed) : [list]
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isRemovable(fields: Fields): boolean {
  return /^(?:removable|2)$/i.test(String(fields.get('volumetype') ?? ''))
}

function volumeOf(fields: Fields, line: number): Volume {
  const mount = String(fields.get('mountpoint') ?? '').trim().toUpperCase()
  const finding = findingOf(numberOf(fields.get('volumestatus'), VOLUME_STATUS), numberOf(fields.get('protectionstatus'), PROTECTION), percentOf(fields))
  return {
    line, serial: plainText(fields.get('serialnumber')), computer_name: plainText(fields.get('computername')), finding, product: 'BitLocker',
    says: finding, at: instantOf(fields.get('checkedat')), mount: /^[A-Z]:/.test(mount) ? mount.slice(0, 2) : '',
  }
}

/** Encrypted and protected is the only pass; what says nothing of either is not known. */
export function findingOf(status: number | null, protection: number | null, percent: number | null): string {
  if (status === null || status < 0 || status >= VOLUME_STATUS.length) return 'not known'
  if (status === 0) return 'not encrypted'
  if (!ENCRYPTED.includes(status) || (percent !== null && percent < 100)) return 'partly encrypted'
  if (protection === 0) return 'protection suspended'
  return protection === 1 ? 'encrypted, protection on' : 'not known'
}

function numberOf(value: unknown, names: string[]): number | null {
  const text = String(value ?? '').replace(/[\s_-]/g, '').toLowerCase()
  if (/^\d+$/.test(text)) return Number(text)
  const at = names.indexOf(text)
  return at < 0 ? null : at
}

function percentOf(fields: Fields): number | null {
  const value = Number(fields.get('encryptionpercentage') ?? NaN)
  return Number.isFinite(value) ? value : null
}

/** ISO text, or the milliseconds that older PowerShells write. */
function instantOf(value: unknown): string | null {
  const old = /Date\((\d{12,14})\)/.exec(String(value ?? ''))
  const ms = old ? Number(old[1]) : Date.parse(typeof value === 'string' ? value : '')
  return Number.isFinite(ms) ? new Date(ms).toISOString() : null
}
