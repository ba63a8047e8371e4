import type { Box } from './layout.ts'
import { type Document, rectangle } from './pen.ts'
import { QUIET, type Qr } from './qr.ts'

/** Draws a QR as one shape in the square whose corner is at (x, y); runs of dark modules are one rectangle each. */
export function drawQr(doc: Document, qr: Qr, x: number, y: number): void {
  const from = (step: number) => (step + QUIET) * qr.module
  for (let row = 0; row < qr.size; row++) {
    for (const { start, end } of runsOf(qr, row)) {
      rectangle(doc, x + from(start), y + from(row), (end - start) * qr.module, qr.module)
    }
  }
  doc.fill('#000')
}

function runsOf(qr: Qr, row: number): { start: number, end: number }[] {
  const runs: { start: number, end: number }[] = []
  for (let column = 0; column < qr.size; column++) {
    if (!qr.isDark(row, column)) continue
    const last = runs.at(-1)
    if (last?.end === column) last.end++
    else runs.push({ start: column, end: column + 1 })
  }
  return runs
}

/** What of a QR's square is dark: words beside it keep to its top and bottom. */
export function darkPart(qr: Qr, x: number, y: number): Box {
  const [quiet, length] = [QUIET * qr.module, qr.size * qr.module]
  return { x: x + quiet, y: y + quiet, width: length, height: length }
}
