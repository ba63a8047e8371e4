import { create } from 'qrcode'

/** White modules on each side, without which scanners do not find the code. */
export const QUIET = 4
/** Millimetres a module: what cheap scanners and 300 dpi printers manage well, and what they just manage. */
const GOOD = 0.33
export const LEAST = 0.3

type Level = 'Q' | 'M' | 'L'
export type Qr = { level: Level, size: number, isDark: (row: number, column: number) => boolean, module: number }

/**
 * The QR of a text for a square of `side` millimetres, quiet zone and all: level Q where its modules are at least
 * 0.33 mm, else M, else whichever has the largest modules (of equals the safer).
 */
export function qrIn(text: string, side: number): Qr {
  const q = qrAt(text, 'Q', side)
  if (q.module >= GOOD) return q
  const m = qrAt(text, 'M', side)
  if (m.module >= GOOD) return m
  return [q, m, qrAt(text, 'L', side)].reduce((best, each) => (each.module > best.module ? each : best))
}

function qrAt(text: string, level: Level, side: number): Qr {
  const { modules } = create(text, { errorCorrectionLevel: level })
  const isDark = (row: number, column: number) => modules.get(row, column) === 1
  return { level, size: modules.size, isDark, module: side / (modules.size + 2 * QUIET) }
}

export function isReadable({ module }: Qr): boolean {
  return module >= LEAST
}
