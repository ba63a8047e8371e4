import { join } from 'node:path'
import PDFDocument from 'pdfkit'
import { topFolder } from '../http/folders.ts'

export type Document = InstanceType<typeof PDFDocument>
export type Font = 'plain' | 'bold' | 'mono'
export type Ink = { font: Font, size: number, colour?: string }

/** The letters' height above the line, and the depth below, as a part of the size; the same in all three fonts. */
export const CAP = 0.668
export const DEPTH = 0.22

const POINTS = 72 / 25.4
const FILES: Record<Font, string> = { plain: 'next-400', bold: 'next-600', mono: 'mono-700' }

/** An empty A4 document that asks its reader to print it at its true size. `compress: false` is for looking inside. */
export function openDocument(title: string, compress = true): Document {
  const doc = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false, compress, info: { Title: title, Creator: 'Kitbook' }, lang: 'en-GB' })
  for (const [font, file] of Object.entries(FILES)) doc.registerFont(font, join(topFolder, 'src/labels/fonts', `${file}.ttf`))
  const root = (doc as unknown as { _root: { data: Record<string, unknown> } })._root.data
  root['ViewerPreferences'] = doc.ref({ PrintScaling: 'None', DisplayDocTitle: true })
  return doc
}

/** More letters than this fit on no line of a card. */
const LONGEST = 200

/** Names and codes as they can be set: composed letters, no control or direction marks, single spaces. */
export function printable(text: string): string {
  return text.normalize('NFC').replace(/\p{C}/gu, ' ').replace(/\s+/g, ' ').trim().slice(0, LONGEST)
}

type OpenFont = { _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } } }

/** Whether a font can set a letter; what it lacks would come out as an empty box. */
export function hasLetter(doc: Document, letter: string, font: Font): boolean {
  return (doc.font(font) as unknown as OpenFont)._font.font.hasGlyphForCodePoint(letter.codePointAt(0)!)
}

const widths = new WeakMap<Document, Map<string, number>>()

/** Millimetres that a text takes at a size of one millimetre. */
export function widthOf(doc: Document, text: string, font: Font): number {
  const known = widths.get(doc) ?? new Map<string, number>()
  widths.set(doc, known)
  const key = `${font} ${text}`
  const width = known.get(key) ?? doc.font(font).fontSize(1000).widthOfString(text) / 1000
  known.set(key, width)
  return width
}

/** Sets one line with its feet at `y`, from `x`, in millimetres. */
export function write(doc: Document, text: string, x: number, y: number, { font, size, colour = '#000' }: Ink): void {
  if (text === '') return
  doc.font(font).fontSize(size * POINTS).fillColor(colour)
    .text(text, x * POINTS, y * POINTS, { lineBreak: false, baseline: 'alphabetic' })
}

export function rectangle(doc: Document, x: number, y: number, width: number, height: number, radius = 0): Document {
  const [left, top, across, down] = [x, y, width, height].map((length) => length * POINTS) as [number, number, number, number]
  return radius > 0 ? doc.roundedRect(left, top, across, down, radius * POINTS) : doc.rect(left, top, across, down)
}

export function line(doc: Document, x1: number, y1: number, x2: number, y2: number, width: number, colour = '#000'): void {
  doc.lineWidth(width * POINTS).moveTo(x1 * POINTS, y1 * POINTS).lineTo(x2 * POINTS, y2 * POINTS).stroke(colour)
}
