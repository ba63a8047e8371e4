import { findingOf } from './bitlocker.ts'
import { byComputer, type Evidence, plainText, type Volume } from './found.ts'

const STATUS: [said: RegExp, status: number][] = [
  [/^(?:fully encrypted|used space only encrypted)/i, 1], [/^fully decrypted/i, 0], [/^encryption in progress/i, 2],
  [/^decryption in progress/i, 3], [/^encryption paused/i, 4], [/^decryption paused/i, 5],
]
const VOLUME = /^\s*\S+\s+"?([A-Z]:)"?\s*(?:\[.*)?$/
const COMPUTER = /^\s*(?:computer ?name|host ?name|serial ?number)\s*:\s*(.+)$/i

/** What `manage-bde -status` wrote; it names no computer unless somebody wrote its name above. Null where it is not that. */
export function readManageBde(text: string): Evidence | null {
  if (!/manage-bde|BitLocker/i.test(text) || !/^\s*BitLocker[^:\n]*:|Conversion Status/im.test(text)) return null
  const volumes = volumesOf(text)
  if (volumes.length === 0) return { ok: false, sentence: 'This file names no volume. Save what manage-bde -status says and choose that file.' }
  return { ok: true, format: 'manage-bde', found: byComputer(volumes) }
}

type Reading = { computer: { serial: string, computer_name: string }, volumes: (Volume & { fields: Map<string, string> })[] }

function volumesOf(text: string): Volume[] {
  const reading: Reading = { computer: { serial: '', computer_name: '' }, volumes: [] }
  text.split(/\r\n|\n|\r/).forEach((line, i) => readLine(reading, line, i + 1))
  return reading.volumes.map(({ fields, ...volume }) => ({ ...volume, ...findingIn(fields) }))
}

function readLine({ computer, volumes }: Reading, line: string, number: number): void {
  const named = COMPUTER.exec(line)
  const volume = VOLUME.exec(line)
  const field = /^\s+([^:]+?)\s*:\s+(\S.*?)\s*$/.exec(line)
  if (named) computer[/serial/i.test(line) ? 'serial' : 'computer_name'] = plainText(named[1])
  else if (volume) volumes.push({ ...computer, line: number, mount: volume[1]!, finding: null, product: 'BitLocker', says: '', at: null, fields: new Map() })
  else if (field) volumes.at(-1)?.fields.set(field[1]!.toLowerCase(), field[2]!)
}

function findingIn(fields: Map<string, string>): { finding: string, says: string } {
  const status = STATUS.find(([said]) => said.test(fields.get('conversion status') ?? ''))?.[1] ?? null
  const finding = findingOf(status, protectionOf(fields.get('protection status') ?? ''), percentOf(fields.get('percentage encrypted')))
  return { finding, says: finding }
}

function protectionOf(said: string): number | null {
  if (/^protection on\b/i.test(said)) return 1
  return /^protection off\b/i.test(said) ? 0 : null
}

function percentOf(said: string | undefined): number | null {
  const found = /^(\d+)(?:[.,](\d+))?\s*%/.exec(said ?? '')
  return found ? Number(`${found[1]}.${found[2] ?? 0}`) : null
}
