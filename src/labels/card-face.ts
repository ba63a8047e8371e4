import { darkPart, drawQr } from './draw-qr.ts'
import type { Item, Order } from './items.ts'
import type { Box } from './layout.ts'
import { CAP, DEPTH, type Document, line, rectangle, widthOf, write } from './pen.ts'
import { qrIn } from './qr.ts'
import { heightOf, setInHeight, setWords, type Words, writeWords } from './words.ts'

/** Nothing is nearer to the edge than this: cards are cut by hand. */
const SAFE = 3.5
const BAND = 8.5
const SIDE = 38
const PAD = 1
const COLOURS = { cloth: '#45254f', onCloth: '#fff', soft: '#444', feint: '#c7d5e6', rule: '#777' }

const KINDS: Record<Item['kind'], string> = {
  badge: 'Badge', class: 'Class card', supply: 'Supply card', set: 'Class set', device: 'Tag', blank: 'Tag',
}

/** A card of credit-card size: school and kind at the head, name and code on the left, the QR on the right. */
export function drawCard(doc: Document, item: Item, { x, y, width, height }: Box, { school }: Pick<Order, 'school'>): void {
  const inner = { x: x + SAFE, y: y + SAFE, width: width - 2 * SAFE, height: height - 2 * SAFE }
  drawHead(doc, inner, school.name, item.kind)
  const [left, feet] = [inner.x + PAD, inner.y + inner.height - 0.6]
  const qr = qrIn(item.code, SIDE)
  const dark = darkPart(qr, 0, 0)
  const corner = { x: inner.x + inner.width - PAD - dark.x - dark.width, y: feet - dark.y - dark.height }
  drawQr(doc, qr, corner.x, corner.y)
  const room = corner.x + dark.x - 4 - left
  const foot = setInHeight(doc, footOf(item.code, school.phone), room, 12)
  writeWords(doc, foot, left, feet - heightOf(foot))
  const top = inner.y + BAND + 4
  drawName(doc, item, { x: left, y: top, width: room, height: feet - heightOf(foot) - top - 3 })
}

/** A badge wears the colour of the book's cloth; other cards are headed like a page of it, by a double rule. */
function drawHead(doc: Document, { x, y, width }: Box, school: string, kind: Item['kind']): void {
  if (kind === 'badge') rectangle(doc, x, y, width, BAND, 1.2).fill(COLOURS.cloth)
  else for (const down of [0, 0.6]) line(doc, x, y + BAND - down, x + width, y + BAND - down, 0.15, COLOURS.rule)
  const colour = kind === 'badge' ? COLOURS.onCloth : '#000'
  const pad = kind === 'badge' ? 3 : PAD
  const feet = y + BAND / 2 + 3 * CAP / 2
  const right = widthOf(doc, KINDS[kind], 'plain') * 3
  write(doc, KINDS[kind], x + width - pad - right, feet, { font: 'plain', size: 3, colour })
  const name = setWords(doc, { text: school, font: 'bold', most: 3.2, least: 2, lines: 2, shrink: 0.75, colour }, width - 2 * pad - right - 4)
  writeWords(doc, [name], x + pad, y + (BAND - heightOf([name])) / 2)
}

/** The name, and beneath it what else there is to say, each line on a feint rule of the book. */
function drawName(doc: Document, { name, more, kind }: Item, { x, y, width, height }: Box): void {
  const words: Words[] = [
    { text: name, font: 'bold', most: kind === 'badge' ? 6.5 : 7.5, lines: 2 },
    ...more.map((text): Words => ({ text, font: 'plain', most: 3.4, gap: 2, lines: 2 })),
  ]
  let top = y
  for (const [i, set] of setInHeight(doc, words, width, height).entries()) {
    const feet = writeWords(doc, [set], x, top + (i > 0 ? set.gap + set.size * DEPTH : 0))
    if (i > 0) line(doc, x, feet + 1.1, x + width, feet + 1.1, 0.15, COLOURS.feint)
    top = feet
  }
}

function footOf(code: string, phone: string): Words[] {
  return [
    { text: code, font: 'mono', most: 5, lines: 2, least: 1 },
    { text: phone && `If found, please call ${phone}`, font: 'plain', most: 2.4, gap: 1, lines: 2, shrink: 0.7, least: 1.2, colour: COLOURS.soft },
  ]
}
