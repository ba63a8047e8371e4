/** What a file says of one computer; `finding` is null where it is no more than a hint. `at`: when it was so, UTC ISO, if the file says. */
export type Found = {
  line: number, serial: string, computer_name: string, finding: string | null, product: string | null, says: string, at: string | null
}
export type Format = 'BitLocker' | 'manage-bde' | 'Intune' | 'Jamf'
export type Evidence = { ok: true, format: Format, found: Found[] } | { ok: false, sentence: string }

/** From the best to the worst: of several volumes or lines the worst counts. */
const ORDER = ['encrypted, protection on', 'another product', 'protection suspended', 'not known', 'partly encrypted', 'not encrypted']

export function isWorse(a: string | null, b: string | null): boolean {
  return (a === null ? -1 : ORDER.indexOf(a)) > (b === null ? -1 : ORDER.indexOf(b))
}

export type Volume = Found & { mount: string }

/** Volumes of one computer as one finding; what is wrong says on which. Those that say neither serial number nor name are one computer. */
export function byComputer(volumes: Volume[]): Found[] {
  const computers = new Map<string, Volume>()
  for (const volume of volumes) {
    const key = (volume.serial || volume.computer_name).toUpperCase()
    const known = computers.get(key)
    if (!known || isWorse(volume.finding, known.finding)) computers.set(key, { ...volume, line: known?.line ?? volume.line })
  }
  return [...computers.values()].map(({ mount, ...found }) => ({ ...found, says: mount && found.finding !== ORDER[0] ? `${mount} ${found.says}` : found.says }))
}

const NO_SERIAL = /^(?:0+|none|n\/?a|default string|system serial number|to be filled by o\.?e\.?m\.?|not specified|unknown)$/i

/** A serial number or a name as far as it is one: short and plain, and none of those that makers leave in its place. */
export function plainText(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).replace(/\s+/g, ' ').trim() : ''
  return /^[\p{L}\p{N} ._/+-]{1,64}$/u.test(text) && !NO_SERIAL.test(text) ? text : ''
}
