import { drawCard } from './card-face.ts'
import type { Item, Order } from './items.ts'
import { drawLabel } from './label-face.ts'
import { type Box, cutMarks, placesOn } from './layout.ts'
import { type Document, line, openDocument, rectangle } from './pen.ts'
import { findSheet, type Sheet } from './sheets.ts'

const HAIR = 0.1

/** Draws an order as a PDF and says after each page how many labels are done. Throws for a sheet it does not know. */
export async function drawSheets(order: Order, report: (done: number) => void, compress = true): Promise<Uint8Array> {
  const sheet = findSheet(order.sheet)
  if (!sheet) throw new Error(`there is no sheet ${order.sheet}`)
  const doc = openDocument(`Labels of ${order.school.name}`, compress)
  const whole = bytesOf(doc)
  let done = 0
  for (const places of placesOn(sheet, order.items.length, order.placing)) {
    doc.addPage()
    drawPage(doc, sheet, places, order.items.slice(done, done + places.length), order)
    report(done += places.length)
  }
  doc.end()
  return whole
}

function drawPage(doc: Document, sheet: Sheet, places: Box[], items: readonly Item[], order: Order): void {
  if (sheet.cut) for (const mark of cutMarks(sheet, order.placing)) line(doc, ...mark, HAIR)
  places.forEach((box, i) => {
    const draw = sheet.cut ? drawCard : drawLabel
    draw(doc, items[i]!, box, order)
    if (order.border) rectangle(doc, box.x, box.y, box.width, box.height).lineWidth(HAIR * 72 / 25.4).stroke('#888')
  })
}

function bytesOf(doc: Document): Promise<Uint8Array> {
  const parts: Buffer[] = []
  doc.on('data', (part: Buffer) => parts.push(part))
  return new Promise((resolve, reject) => {
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))))
    doc.on('error', reject)
  })
}
