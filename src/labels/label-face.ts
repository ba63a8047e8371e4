import { qrText } from '../tags/qr.ts'
import { darkPart, drawQr } from './draw-qr.ts'
import type { Item, Order } from './items.ts'
import type { Box } from './layout.ts'
import { type Document, line } from './pen.ts'
import { isReadable, type Qr, qrIn } from './qr.ts'
import { insetOf, qrSide, TINY } from './qr-side.ts'
import { heightOf, setInHeight, type SetWords, type Words, writeWords } from './words.ts'

const BIG = 28
/** Words may stand this much higher than the dark part of the QR beside them. */
const STRETCH = 1.25
const INK = { soft: '#444', rule: '#777' }

/** A link where it can be read at that size, else the code alone; badges and cards never leave the building. */
export function qrOf({ kind, code }: Pick<Item, 'kind' | 'code'>, link: string | null, side: number): Qr {
  const linked = link && ['device', 'set', 'blank'].includes(kind) ? qrIn(qrText(code, link), side) : null
  return linked && isReadable(linked) ? linked : qrIn(code, side)
}

/** A label: the QR on the left; beside it what it is, and below whom a finder should call. */
export function drawLabel(doc: Document, item: Item, box: Box, { link, school }: Pick<Order, 'link' | 'school'>): void {
  const [side, inset] = [qrSide(box), insetOf(box.height)]
  const qr = qrOf(item, link, side)
  const corner = { x: box.x + inset, y: box.y + (box.height - side) / 2 }
  drawQr(doc, qr, corner.x, corner.y)
  const dark = darkPart(qr, corner.x, corner.y)
  const height = Math.min(box.height - (box.height < TINY ? 2 : 4), dark.height * STRETCH)
  const beside = { y: box.y + (box.height - height) / 2, height }
  const x = corner.x + side + (box.height < TINY ? 0 : 0.4)
  drawWords(doc, { ...beside, x, width: box.x + box.width - x - 1.8 }, headOf(item, box.height), footOf(school, box.height))
}

/** The head stands at the top, the foot at the bottom, and where there is room a double rule parts them. */
function drawWords(doc: Document, { x, y, width, height }: Box, head: Words[], foot: Words[]): void {
  const [above, below] = shareHeight(doc, head, foot, width, height)
  writeWords(doc, above, x, y)
  const top = y + height - heightOf(below)
  const room = top - (y + heightOf(above))
  if (room > 4 && height > TINY) for (const up of [1.7, 2.2]) line(doc, x, top - up, x + width, top - up, 0.12, INK.rule)
  writeWords(doc, below, x, top)
}

function shareHeight(doc: Document, head: Words[], foot: Words[], width: number, height: number): [SetWords[], SetWords[]] {
  const gap = height * 0.09
  const wanted = setInHeight(doc, foot, width, height * 0.55)
  return [setInHeight(doc, head, width, height - heightOf(wanted) - gap), wanted]
}

function headOf({ kind, code, name, more }: Item, height: number): Words[] {
  const codeSize = Math.min(9, height * 0.3)
  const isPerson = ['badge', 'class', 'supply'].includes(kind)
  if (!isPerson) {
    const what: Words[] = height < TINY ? [] : [{ text: name, font: 'plain', most: Math.min(4, height * 0.1), gap: height * 0.03, lines: 2 }]
    return [{ text: code, font: 'mono', most: codeSize, lines: 2, least: 1 }, ...what]
  }
  const who: Words = { text: name, font: 'bold', most: Math.min(5.5, height * 0.2), lines: 2 }
  const rest: Words[] = height < BIG ? [] : more.map((text) => ({ text, font: 'plain', most: 3, gap: 0.8, lines: 2, colour: INK.soft }))
  return [who, ...rest, { text: code, font: 'mono', most: codeSize * 0.6, lines: 2, least: 1, gap: height < TINY ? 0.3 : 1 }]
}

function footOf({ name, phone }: Order['school'], height: number): Words[] {
  const size = Math.min(3.4, Math.max(1.6, height * 0.085))
  const call: Words[] = height < BIG ? [] : [{ text: 'If found, please call', font: 'plain', most: size * 0.9, colour: INK.soft }]
  return [
    ...call,
    { text: phone, font: 'bold', most: size * (height < TINY ? 1.25 : 1.4), gap: 0.4, lines: 2, shrink: 0.7, least: 1 },
    { text: name, font: 'plain', most: size, gap: height < TINY ? 0.1 : 0.5, lines: height < TINY ? 2 : 3, least: 1.1 },
  ]
}
